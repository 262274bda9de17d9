import type { CompletedCommand } from './model.ts';

/** For the profile: `wsktrace completion powershell | Out-String | Invoke-Expression`. */
export function powershellScript(commands: readonly CompletedCommand[]): string {
  const entries = commands.map(({ name, options }) => {
    const values = options
      .filter(({ choices }) => choices.length > 0)
      .map(({ long, choices }) => `${quoted(long)} = ${listOf(choices)}`);
    const flags = options.flatMap(({ long, short }) => (short === null ? [long] : [long, short]));
    return `    ${quoted(name)} = @{ Flags = ${listOf([...flags, '--help'])}; Values = @{ ${values.join('; ')} } }`;
  });
  return `# PowerShell completion for wsktrace: wsktrace completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName wsktrace -ScriptBlock {
  param($word, $ast, $cursor)
  $commands = @{
${entries.join('\n')}
  }
  $words = @($ast.CommandElements | ForEach-Object { $_.ToString() })
  if ($word -ne '') { $words = @($words | Select-Object -SkipLast 1) }
  $found = if ($words.Count -lt 2) { $commands.Keys } elseif ($commands.ContainsKey($words[1])) {
    $command = $commands[$words[1]]
    $values = $command.Values[$words[-1]]
    if ($values) { $values } elseif ($word.StartsWith('-')) { $command.Flags }
  }
  # Where nothing is offered, PowerShell completes file names by itself.
  $found | Where-Object { $_ -like "$word*" } | Sort-Object |
    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`;
}

function listOf(texts: readonly string[]): string {
  return `@(${texts.map(quoted).join(', ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
