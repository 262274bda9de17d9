/** `::` at a line's start, behind space that is no line feed; GitHub looks for it behind the space of any alphabet. */
const AT_START = /^([^\S\n]*):(?=:)/gm;
const ANYWHERE = /##(?=\[|vso\[)/gi;

/**
 * Lines that no CI system takes for a command to itself: GitHub reads `::` at a line's start and `##[` anywhere
 * (actions/runner, ActionCommand.cs), Azure Pipelines `##vso[` and `##[`.
 */
export function withoutCommands(text: string): string {
  return text.replace(AT_START, '$1\\:').replace(ANYWHERE, '#\\#');
}
