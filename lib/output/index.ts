/** Files that are written: whole, or not there. For Node. */
export { attempt } from './attempt.ts';
export { makeFolder } from './folder.ts';
export { identitiesOf } from './identity.ts';
export { OutputFile, replaceTogether } from './output-file.ts';
export { refuseClashes } from './refuse-clashes.ts';
export { type TextOutput, textFile } from './text-file.ts';
export { uniqueName } from './unique-name.ts';
export { writeFile } from './write-file.ts';
