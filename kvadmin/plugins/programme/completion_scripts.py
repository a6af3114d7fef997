"""What a shell runs to complete the command lines of kvadmin: one script a shell.

Each hands the words up to the cursor to ``kvadmin __complete SHELL`` and takes what it prints: a line each of what can
stand there, a tabulator, what it is; exit 3 asks for files.
"""

from __future__ import annotations

_BASH = r"""# Completion of kvadmin for bash. In ~/.bashrc: eval "$(kvadmin completion bash)"
_kvadmin_complete() {
    local IFS=$'\n' asked
    asked=$("${COMP_WORDS[0]/#\~/$HOME}" __complete bash "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
    if (($? == 3)); then
        compopt -o default
        COMPREPLY=()
        return
    fi
    mapfile -t COMPREPLY <<<"$asked"
    [[ -n $asked ]] || COMPREPLY=()
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[:=] ]] && compopt -o nospace
    return 0
}
complete -F _kvadmin_complete kvadmin
"""
_ZSH = r"""#compdef kvadmin
# Completion of kvadmin for zsh. In ~/.zshrc, behind compinit: eval "$(kvadmin completion zsh)"
_kvadmin() {
    local asked line
    local -a values shown none
    asked=$("${(Q)words[1]}" __complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
    if (($? == 3)); then
        _files
        return
    fi
    for line in "${(@f)asked}"; do
        [[ -n $line ]] || continue
        values+=("${line%%$'\t'*}")
        shown+=("${line%%$'\t'*}${${line#*$'\t'}:+  -- ${line#*$'\t'}}")
    done
    (($#values)) || return 1
    if [[ $#values -eq 1 && $values[1] == *[:=] ]]; then
        none=(-S '')
    fi
    compadd -U -l -d shown "${none[@]}" -- "${values[@]}"
}
if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
    _kvadmin "$@"
else
    compdef _kvadmin kvadmin
fi
"""
_FISH = r"""# Completion of kvadmin for fish. Once: kvadmin completion fish > ~/.config/fish/completions/kvadmin.fish
function __kvadmin_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct | string unescape)
    set -q typed[1]; or set typed (commandline -ct | string trim -l -c '"\'')
    set -l asked ($words[1] __complete fish $words[2..-1] "$typed" 2>/dev/null)
    if test $status -eq 3
        __fish_complete_path (commandline -ct)
        return
    end
    for line in $asked
        echo $line
    end
end
complete -c kvadmin -f -a '(__kvadmin_complete)'
"""
_POWERSHELL = r"""# Completion of kvadmin for PowerShell. In the file $PROFILE:
#   kvadmin completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName kvadmin -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
    $words = @()
    foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
            $words += $element.Value
        } else {
            $words += $element.Extent.Text
        }
    }
    $typed = $wordToComplete.Trim("'", '"')
    # Windows PowerShell hands no empty word over: two quotation marks stand for it.
    if ($typed -eq '' -and $PSVersionTable.PSVersion -lt [version]'7.3') { $typed = '""' }
    $asked = & $commandAst.CommandElements[0].Value __complete powershell @words $typed 2>$null
    if ($LASTEXITCODE -eq 3) { return }
    foreach ($line in $asked) {
        $value, $help = $line -split "`t", 2
        if ($value -match '^[\w.:=,/@+-]+$') { $inserted = $value }
        else { $inserted = "'" + $value.Replace("'", "''") + "'" }
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($inserted, $value, 'ParameterValue', $help)
    }
}
"""

#: Shell -> its script.
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}
