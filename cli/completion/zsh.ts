import type { CompletedCommand, CompletedOption } from './model.ts';

/** For a file `_wsktrace` in a folder of $fpath. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(
    ({ name, summary }) => `    ${quoted(`${name}:${summary.replaceAll(':', '\\:')}`)}`,
  );
  const cases = commands.map(
    ({ name, options }) =>
      `    ${name})\n      _arguments ${[...options.map(specOf), quoted('*:trace:_files')].join(' \\\n        ')} ;;`,
  );
  return `#compdef wsktrace
# zsh completion for wsktrace: wsktrace completion zsh > "\${fpath[1]}/_wsktrace"
_wsktrace() {
  local -a commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _files -g '*.etl*'
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
    *) _files ;;
  esac
}
compdef _wsktrace wsktrace
`;
}

function specOf({ long, summary, takesValue, choices }: CompletedOption): string {
  const text = summary.replaceAll(/[[\]:]/g, (character) => `\\${character}`);
  const value = !takesValue ? '' : choices.length > 0 ? `:value:(${choices.join(' ')})` : ':value:_files';
  return quoted(`*${long}[${text}]${value}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
