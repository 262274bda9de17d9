/** The program's own files and threads: from the package on disk, or from the single executable that it runs as. */
export { requireBeside } from './beside.ts';
export {
  hasPackageFile,
  isSingleExecutable,
  packageFolder,
  packagePath,
  readLibraryFile,
  readLibraryText,
  readPackageFile,
  readPackageText,
} from './files.ts';
export { hasThread, startThread, threadModule } from './threads.ts';
