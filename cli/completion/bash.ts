import type { CompletedCommand } from './model.ts';

/** For `source <(wsktrace completion bash)` in ~/.bashrc. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const cases = commands.map(({ name, options }) => {
    const flags = options.flatMap(({ long, short }) => (short === null ? [long] : [long, short]));
    return `    ${name}) flags="${[...flags, '--help'].join(' ')}" ;;`;
  });
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter(({ choices }) => choices.length > 0)
      .map(
        ({ long, choices }) =>
          `    "${name} ${long}") COMPREPLY=($(compgen -W "${choices.join(' ')}" -- "$word")); return ;;`,
      ),
  );
  return `# bash completion for wsktrace: source <(wsktrace completion bash)
_wsktrace() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} flags=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')} help --help --version" -- "$word") $(compgen -f -X '!*.etl*' -- "$word") $(compgen -d -- "$word"))
    return
  fi
  case "$command $before" in
${values.join('\n')}
  esac
  case "$command" in
${cases.join('\n')}
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _wsktrace wsktrace
`;
}
