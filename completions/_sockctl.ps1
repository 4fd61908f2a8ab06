
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'sockctl' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'sockctl'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'sockctl' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Run the servers of all tools in one process')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge many programs against their exercises: a folder of submissions')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Run both ends of every tool over loopback and show what worked')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'See, check and start profiles: the files that hold settings')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a script that teaches a shell to complete sockctl''s commands')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a manual page, or write all of them to a folder')
            [CompletionResult]::new('handshake', 'handshake', [CompletionResultType]::ParameterValue, 'Lease a connection ID for a while: HELLO, answered by OK or RESET, over UDP or TCP')
            [CompletionResult]::new('echo', 'echo', [CompletionResultType]::ParameterValue, 'Say something and hear it again: RFC 862, or the course''s echo, over TCP and UDP')
            [CompletionResult]::new('ping', 'ping', [CompletionResultType]::ParameterValue, 'Probe and reflect: loss, delay and jitter, by STAMP or on the course wire')
            [CompletionResult]::new('throughput', 'throughput', [CompletionResultType]::ParameterValue, 'Send packets at a shrinking interval, each acknowledged: throughput and delay, second by second')
            [CompletionResult]::new('ftp', 'ftp', [CompletionResultType]::ParameterValue, 'Send a file to whoever knows the key, over TCP')
            [CompletionResult]::new('relay', 'relay', [CompletionResultType]::ParameterValue, 'Pass messages on between clients by their addresses, over UDP')
            [CompletionResult]::new('dual-stack', 'dual-stack', [CompletionResultType]::ParameterValue, 'Connect by name, and see which address and family it took')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;serve' {
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Serve these tools alone')
            [CompletionResult]::new('--except', '--except', [CompletionResultType]::ParameterName, 'Leave these tools out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--require-all', '--require-all', [CompletionResultType]::ParameterName, 'End when one of them cannot listen, instead of going on without it')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;check' {
            [CompletionResult]::new('--manifest', '--manifest', [CompletionResultType]::ParameterName, 'File that says which programs are checked and how they are started')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;demo' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;profile' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print every setting in effect and where it came from; what is printed is a profile itself')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check a profile file, or all that the profile in effect is made of')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the profiles there are and where they stand')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Start a profile of your own: write every setting, explained and commented out')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;profile;show' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;profile;check' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;profile;list' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;profile;init' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'File to write instead, or - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'File to write instead, or - for standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Overwrite a file that is there')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;profile;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print every setting in effect and where it came from; what is printed is a profile itself')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check a profile file, or all that the profile in effect is made of')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the profiles there are and where they stand')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Start a profile of your own: write every setting, explained and commented out')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;profile;help;show' {
            break
        }
        'sockctl;profile;help;check' {
            break
        }
        'sockctl;profile;help;list' {
            break
        }
        'sockctl;profile;help;init' {
            break
        }
        'sockctl;profile;help;help' {
            break
        }
        'sockctl;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--static', '--static', [CompletionResultType]::ParameterName, 'Print a script that does not need the program at each TAB, and so knows the built-in profiles alone')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;man' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Folder to write all pages to')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Folder to write all pages to')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;handshake' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Lease connection IDs to clients')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Ask a server for a connection ID')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;handshake;serve' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 9000]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 9000]')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--id-ttl', '--id-ttl', [CompletionResultType]::ParameterName, 'How long a connection ID stays leased; asking again does not renew it [default: 30s]')
            [CompletionResult]::new('--idle-timeout', '--idle-timeout', [CompletionResultType]::ParameterName, 'A server ends by itself after this time without a request; off for never [default: 2m]')
            [CompletionResult]::new('--max-ids', '--max-ids', [CompletionResultType]::ParameterName, 'The most IDs leased at once; further ones are refused with RESET [default: 1000000]')
            [CompletionResult]::new('--max-ids-per-source', '--max-ids-per-source', [CompletionResultType]::ParameterName, 'The most IDs leased to one source at once; loopback may have any number [default: 10000]')
            [CompletionResult]::new('--max-clients', '--max-clients', [CompletionResultType]::ParameterName, 'The most TCP connections open at once; further ones are closed [default: 1024]')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'How long a TCP client may take to say its request [default: 10s]')
            [CompletionResult]::new('--max-pps', '--max-pps', [CompletionResultType]::ParameterName, 'Requests a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 50]')
            [CompletionResult]::new('--course-peers', '--course-peers', [CompletionResultType]::ParameterName, 'Whom a server answers over UDP on the course wire, whose replies are larger than their requests [default: private]')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Ranges of addresses that are never served, even when they are allowed [default: none]')
            [CompletionResult]::new('--events', '--events', [CompletionResultType]::ParameterName, 'Print each request taken and its answer')
            [CompletionResult]::new('--loss', '--loss', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]')
            [CompletionResult]::new('--delay', '--delay', [CompletionResultType]::ParameterName, 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]')
            [CompletionResult]::new('--duplicate', '--duplicate', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that leave twice [default: 0%]')
            [CompletionResult]::new('--reorder', '--reorder', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]')
            [CompletionResult]::new('--corrupt', '--corrupt', [CompletionResultType]::ParameterName, 'Share of the answers over UDP in which one bit is flipped [default: 0%]')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--tcp', '--tcp', [CompletionResultType]::ParameterName, 'Use TCP instead of UDP; both ends must agree')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'Use UDP, when the profile says TCP')
            [CompletionResult]::new('--udp', '--udp', [CompletionResultType]::ParameterName, 'Use UDP, when the profile says TCP')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;handshake;client' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 9000]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 9000]')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Send from this address of this machine')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'Connection ID to ask for; given several times, the IDs of the first tries in order (default: a random one)')
            [CompletionResult]::new('--tries', '--tries', [CompletionResultType]::ParameterName, 'How often a client asks before it gives up, each time for another ID [default: 3]')
            [CompletionResult]::new('--reply-timeout', '--reply-timeout', [CompletionResultType]::ParameterName, 'How long a client waits for each answer; off for as long as it takes [default: 15s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('-4', '-4', [CompletionResultType]::ParameterName, 'Use IPv4 alone')
            [CompletionResult]::new('--ipv4', '--ipv4', [CompletionResultType]::ParameterName, 'Use IPv4 alone')
            [CompletionResult]::new('-6', '-6', [CompletionResultType]::ParameterName, 'Use IPv6 alone')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Use IPv6 alone')
            [CompletionResult]::new('--tcp', '--tcp', [CompletionResultType]::ParameterName, 'Use TCP instead of UDP; both ends must agree')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'Use UDP, when the profile says TCP')
            [CompletionResult]::new('--udp', '--udp', [CompletionResultType]::ParameterName, 'Use UDP, when the profile says TCP')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;handshake;check' {
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;handshake;check;server' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case')
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--tcp', '--tcp', [CompletionResultType]::ParameterName, 'Use TCP instead of UDP; both ends must agree')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'Use UDP, when the profile says TCP')
            [CompletionResult]::new('--udp', '--udp', [CompletionResultType]::ParameterName, 'Use UDP, when the profile says TCP')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;handshake;check;client' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port on which we wait for the client, in place of a free one for each case')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port on which we wait for the client, in place of a free one for each case')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]')
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--tcp', '--tcp', [CompletionResultType]::ParameterName, 'Use TCP instead of UDP; both ends must agree')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'Use UDP, when the profile says TCP')
            [CompletionResult]::new('--udp', '--udp', [CompletionResultType]::ParameterName, 'Use UDP, when the profile says TCP')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;handshake;check;help' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;handshake;check;help;server' {
            break
        }
        'sockctl;handshake;check;help;client' {
            break
        }
        'sockctl;handshake;check;help;help' {
            break
        }
        'sockctl;handshake;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Lease connection IDs to clients')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Ask a server for a connection ID')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;handshake;help;serve' {
            break
        }
        'sockctl;handshake;help;client' {
            break
        }
        'sockctl;handshake;help;check' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            break
        }
        'sockctl;handshake;help;check;server' {
            break
        }
        'sockctl;handshake;help;check;client' {
            break
        }
        'sockctl;handshake;help;help' {
            break
        }
        'sockctl;echo' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Send back what clients say')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Say something to a server and see whether it comes back')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;echo;serve' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server over TCP and UDP: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 12345]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server over TCP and UDP: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 12345]')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--wire', '--wire', [CompletionResultType]::ParameterName, 'What is spoken: rfc862 (byte for byte), or the course''s lab (until exit or stop) or named (names, suffix, status) [default: rfc862]')
            [CompletionResult]::new('--max-clients', '--max-clients', [CompletionResultType]::ParameterName, 'The most TCP clients at once; further ones are told that the server is full [default: 1024]')
            [CompletionResult]::new('--idle-timeout', '--idle-timeout', [CompletionResultType]::ParameterName, 'A TCP connection ends after this time without a byte; off for never [default: 10m]')
            [CompletionResult]::new('--suffix', '--suffix', [CompletionResultType]::ParameterName, 'What a server of the named wire puts behind each answer, and a client expects there [default: none]')
            [CompletionResult]::new('--files', '--files', [CompletionResultType]::ParameterName, 'Folder whose files clients of the named wire may list and get; without it there is no such command')
            [CompletionResult]::new('--max-pps', '--max-pps', [CompletionResultType]::ParameterName, 'Datagrams, or TCP connections, a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 20000]')
            [CompletionResult]::new('--course-peers', '--course-peers', [CompletionResultType]::ParameterName, 'Whom a server answers over UDP on the lab wire; rfc862 is for everybody, because its answers are no larger [default: private]')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Ranges of addresses that are never served, even when they are allowed [default: none]')
            [CompletionResult]::new('--remote-stop', '--remote-stop', [CompletionResultType]::ParameterName, 'Whose stop word (stop, on the course''s wires) ends the server: off for nobody''s, loopback for those of this machine [default: off]')
            [CompletionResult]::new('--events', '--events', [CompletionResultType]::ParameterName, 'Print each message taken, and who comes and goes')
            [CompletionResult]::new('--loss', '--loss', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]')
            [CompletionResult]::new('--delay', '--delay', [CompletionResultType]::ParameterName, 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]')
            [CompletionResult]::new('--duplicate', '--duplicate', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that leave twice [default: 0%]')
            [CompletionResult]::new('--reorder', '--reorder', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]')
            [CompletionResult]::new('--corrupt', '--corrupt', [CompletionResultType]::ParameterName, 'Share of the answers over UDP in which one bit is flipped [default: 0%]')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--tcp', '--tcp', [CompletionResultType]::ParameterName, 'Serve TCP alone')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'Serve UDP alone')
            [CompletionResult]::new('--udp', '--udp', [CompletionResultType]::ParameterName, 'Serve UDP alone')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;echo;client' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server over TCP and UDP: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 12345]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server over TCP and UDP: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 12345]')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Send from this address of this machine')
            [CompletionResult]::new('--wire', '--wire', [CompletionResultType]::ParameterName, 'What is spoken: rfc862 (byte for byte), or the course''s lab (until exit or stop) or named (names, suffix, status) [default: rfc862]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many messages a client makes up when it is to make them up [default: 10]')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'How many messages a client makes up when it is to make them up [default: 10]')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Bytes of each message that a client makes up [default: 64]')
            [CompletionResult]::new('--size', '--size', [CompletionResultType]::ParameterName, 'Bytes of each message that a client makes up [default: 64]')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Time from one such message to the next; off for as soon as the answer has come [default: off]')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'Time from one such message to the next; off for as soon as the answer has come [default: off]')
            [CompletionResult]::new('--reply-timeout', '--reply-timeout', [CompletionResultType]::ParameterName, 'How long a client waits for a connection, and for each answer [default: 5s]')
            [CompletionResult]::new('--suffix', '--suffix', [CompletionResultType]::ParameterName, 'What a server of the named wire puts behind each answer, and a client expects there [default: none]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('-4', '-4', [CompletionResultType]::ParameterName, 'Use IPv4 alone')
            [CompletionResult]::new('--ipv4', '--ipv4', [CompletionResultType]::ParameterName, 'Use IPv4 alone')
            [CompletionResult]::new('-6', '-6', [CompletionResultType]::ParameterName, 'Use IPv6 alone')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Use IPv6 alone')
            [CompletionResult]::new('--tcp', '--tcp', [CompletionResultType]::ParameterName, 'Use TCP, which is the default')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'Use UDP')
            [CompletionResult]::new('--udp', '--udp', [CompletionResultType]::ParameterName, 'Use UDP')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;echo;check' {
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;echo;check;server' {
            [CompletionResult]::new('--wire', '--wire', [CompletionResultType]::ParameterName, 'The plain echo (lab) or the named clients (named) [default: the profile''s]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case')
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'The plain echo over UDP')
            [CompletionResult]::new('--udp', '--udp', [CompletionResultType]::ParameterName, 'The plain echo over UDP')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;echo;check;client' {
            [CompletionResult]::new('--wire', '--wire', [CompletionResultType]::ParameterName, 'The plain echo (lab) or the named clients (named) [default: the profile''s]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port on which we wait for the client, in place of a free one for each case')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port on which we wait for the client, in place of a free one for each case')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]')
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'The plain echo over UDP')
            [CompletionResult]::new('--udp', '--udp', [CompletionResultType]::ParameterName, 'The plain echo over UDP')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;echo;check;help' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;echo;check;help;server' {
            break
        }
        'sockctl;echo;check;help;client' {
            break
        }
        'sockctl;echo;check;help;help' {
            break
        }
        'sockctl;echo;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Send back what clients say')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Say something to a server and see whether it comes back')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;echo;help;serve' {
            break
        }
        'sockctl;echo;help;client' {
            break
        }
        'sockctl;echo;help;check' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            break
        }
        'sockctl;echo;help;check;server' {
            break
        }
        'sockctl;echo;help;check;client' {
            break
        }
        'sockctl;echo;help;help' {
            break
        }
        'sockctl;ping' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Reflect packets')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Probe one server or several: loss, delay and jitter')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;ping;serve' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--max-pps', '--max-pps', [CompletionResultType]::ParameterName, 'Requests a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 20000]')
            [CompletionResult]::new('--course-peers', '--course-peers', [CompletionResultType]::ParameterName, 'Whom a server answers over UDP on the course wire, whose replies are larger than their requests [default: private]')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Ranges of addresses that are never served, even when they are allowed [default: none]')
            [CompletionResult]::new('--remote-stop', '--remote-stop', [CompletionResultType]::ParameterName, 'Whose stop word (exit) ends the server: off for nobody''s, loopback for those of this machine [default: off]')
            [CompletionResult]::new('--events', '--events', [CompletionResultType]::ParameterName, 'Print each message taken and its answer')
            [CompletionResult]::new('--wire', '--wire', [CompletionResultType]::ParameterName, 'What is spoken. A server with auto answers STAMP and the course''s packets, each by what it looks like; a client with auto speaks STAMP [default: auto]')
            [CompletionResult]::new('--stateful', '--stateful', [CompletionResultType]::ParameterName, 'Count packets by session, so that a sender can tell loss on the way there from loss on the way back [default: true]')
            [CompletionResult]::new('--max-sessions', '--max-sessions', [CompletionResultType]::ParameterName, 'How many sessions a server counts at once; others are answered without a number of their own [default: 65536]')
            [CompletionResult]::new('--session-timeout', '--session-timeout', [CompletionResultType]::ParameterName, 'How long a session may be silent and still go on; where there is no room for others a minute at the most [default: 1h]')
            [CompletionResult]::new('--min-interval', '--min-interval', [CompletionResultType]::ParameterName, 'How far apart the packets of a session must be on average; off for no limit [default: off]')
            [CompletionResult]::new('--max-size', '--max-size', [CompletionResultType]::ParameterName, 'The longest STAMP packet that is answered, in bytes [default: 65507]')
            [CompletionResult]::new('--require-auth', '--require-auth', [CompletionResultType]::ParameterName, 'Answer only STAMP packets whose HMAC is made with the key')
            [CompletionResult]::new('--location', '--location', [CompletionResultType]::ParameterName, 'Tell senders who ask for it the addresses and ports that their packets arrived with [default: true]')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads that answer; with several each has a socket of its own at the same port, and a sender stays with one of them [default: 1]')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'File with the shared secret on its only line: text, or 32 hexadecimal digits and more; without it the environment variable SOCKCTL_KEY')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the shared secret on its only line: text, or 32 hexadecimal digits and more; without it the environment variable SOCKCTL_KEY')
            [CompletionResult]::new('--loss', '--loss', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]')
            [CompletionResult]::new('--delay', '--delay', [CompletionResultType]::ParameterName, 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]')
            [CompletionResult]::new('--duplicate', '--duplicate', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that leave twice [default: 0%]')
            [CompletionResult]::new('--reorder', '--reorder', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]')
            [CompletionResult]::new('--corrupt', '--corrupt', [CompletionResultType]::ParameterName, 'Share of the answers over UDP in which one bit is flipped [default: 0%]')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;ping;client' {
            [CompletionResult]::new('--targets', '--targets', [CompletionResultType]::ParameterName, 'File with more targets, one on each line; what follows a # is a remark')
            [CompletionResult]::new('--wire', '--wire', [CompletionResultType]::ParameterName, 'What is spoken. A server with auto answers STAMP and the course''s packets, each by what it looks like; a client with auto speaks STAMP [default: auto]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many packets a client sends; 0 until it is stopped [default: 10]')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'How many packets a client sends; 0 until it is stopped [default: 10]')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Time between packets [default: 1s]')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'Time between packets [default: 1s]')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Bytes each packet carries; STAMP''s have as many as what they ask for needs [default: 64]')
            [CompletionResult]::new('--size', '--size', [CompletionResultType]::ParameterName, 'Bytes each packet carries; STAMP''s have as many as what they ask for needs [default: 64]')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'How long a client sends packets, however many unless a count is given too; off for no limit [default: off]')
            [CompletionResult]::new('--duration', '--duration', [CompletionResultType]::ParameterName, 'How long a client sends packets, however many unless a count is given too; off for no limit [default: off]')
            [CompletionResult]::new('--reply-timeout', '--reply-timeout', [CompletionResultType]::ParameterName, 'How long after it left a packet can still be answered [default: 1s]')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'How often a client prints its figures so far; off for only at the end [default: off]')
            [CompletionResult]::new('--schedule', '--schedule', [CompletionResultType]::ParameterName, 'When packets leave: periodic (an interval apart) or poisson (at random, an interval apart on average) [default: periodic]')
            [CompletionResult]::new('--timer', '--timer', [CompletionResultType]::ParameterName, 'How the sender waits: sleep (late by what the system likes), hybrid (sleeps, then spins for at most 100 microseconds) or busy (spins) [default: hybrid]')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Send from this address of this machine')
            [CompletionResult]::new('--interface', '--interface', [CompletionResultType]::ParameterName, 'Send by this interface')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'TTL or hop limit that packets leave with; what is left of it tells how many routers they passed [default: 255]')
            [CompletionResult]::new('--dscp', '--dscp', [CompletionResultType]::ParameterName, 'DSCP that packets leave with, from 0 to 63 [default: 0]')
            [CompletionResult]::new('--df', '--df', [CompletionResultType]::ParameterName, 'Let nobody on the way break packets in pieces')
            [CompletionResult]::new('--tlv', '--tlv', [CompletionResultType]::ParameterName, 'What STAMP packets ask for: class-of-service, direct-measurement, follow-up-telemetry, timestamp-information, location [default: direct-measurement class-of-service]')
            [CompletionResult]::new('--ssid', '--ssid', [CompletionResultType]::ParameterName, 'Session id, from 1 to 65535, in place of a random one')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'File with the shared secret on its only line: text, or 32 hexadecimal digits and more; without it the environment variable SOCKCTL_KEY')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the shared secret on its only line: text, or 32 hexadecimal digits and more; without it the environment variable SOCKCTL_KEY')
            [CompletionResult]::new('--csv', '--csv', [CompletionResultType]::ParameterName, 'Write a line for each packet to this file')
            [CompletionResult]::new('--plot', '--plot', [CompletionResultType]::ParameterName, 'Draw round trips against time, and their distribution, into this file, which ends in .svg or .png')
            [CompletionResult]::new('--fail-if', '--fail-if', [CompletionResultType]::ParameterName, 'End with status 4 if this is so at the end, as in ''loss>1%'' or ''rtt.p99>5ms''; repeatable')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('-4', '-4', [CompletionResultType]::ParameterName, 'Use IPv4 alone')
            [CompletionResult]::new('--ipv4', '--ipv4', [CompletionResultType]::ParameterName, 'Use IPv4 alone')
            [CompletionResult]::new('-6', '-6', [CompletionResultType]::ParameterName, 'Use IPv6 alone')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Use IPv6 alone')
            [CompletionResult]::new('--mtu', '--mtu', [CompletionResultType]::ParameterName, 'Find the longest packet that the way there takes whole, and no more')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;ping;check' {
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;ping;check;server' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case')
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;ping;check;client' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port on which we wait for the client, in place of a free one for each case')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port on which we wait for the client, in place of a free one for each case')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]')
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;ping;check;help' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;ping;check;help;server' {
            break
        }
        'sockctl;ping;check;help;client' {
            break
        }
        'sockctl;ping;check;help;help' {
            break
        }
        'sockctl;ping;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Reflect packets')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Probe one server or several: loss, delay and jitter')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;ping;help;serve' {
            break
        }
        'sockctl;ping;help;client' {
            break
        }
        'sockctl;ping;help;check' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            break
        }
        'sockctl;ping;help;check;server' {
            break
        }
        'sockctl;ping;help;check;client' {
            break
        }
        'sockctl;ping;help;help' {
            break
        }
        'sockctl;throughput' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Acknowledge packets, as the server of ping does')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Send packets at a shrinking interval and measure what comes through, second by second')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;throughput;serve' {
            [CompletionResult]::new('--probe-port', '--probe-port', [CompletionResultType]::ParameterName, 'Port of the server of probes: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--max-pps', '--max-pps', [CompletionResultType]::ParameterName, 'Requests a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 20000]')
            [CompletionResult]::new('--course-peers', '--course-peers', [CompletionResultType]::ParameterName, 'Whom a server answers over UDP on the course wire, whose replies are larger than their requests [default: private]')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Ranges of addresses that are never served, even when they are allowed [default: none]')
            [CompletionResult]::new('--remote-stop', '--remote-stop', [CompletionResultType]::ParameterName, 'Whose stop word (exit) ends the server: off for nobody''s, loopback for those of this machine [default: off]')
            [CompletionResult]::new('--events', '--events', [CompletionResultType]::ParameterName, 'Print each message taken and its answer; on a client, each packet and what became of it')
            [CompletionResult]::new('--loss', '--loss', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]')
            [CompletionResult]::new('--delay', '--delay', [CompletionResultType]::ParameterName, 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]')
            [CompletionResult]::new('--duplicate', '--duplicate', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that leave twice [default: 0%]')
            [CompletionResult]::new('--reorder', '--reorder', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]')
            [CompletionResult]::new('--corrupt', '--corrupt', [CompletionResultType]::ParameterName, 'Share of the answers over UDP in which one bit is flipped [default: 0%]')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;throughput;client' {
            [CompletionResult]::new('--probe-port', '--probe-port', [CompletionResultType]::ParameterName, 'Port of the server of probes: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]')
            [CompletionResult]::new('--wire', '--wire', [CompletionResultType]::ParameterName, 'What a client measures with: course (packets at a shrinking interval); so far the only way [default: course]')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Send from this address of this machine')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many packets a client sends; 0 until it is stopped [default: 100]')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'How many packets a client sends; 0 until it is stopped [default: 100]')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Time between the first two packets [default: 500ms]')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'Time between the first two packets [default: 500ms]')
            [CompletionResult]::new('--factor', '--factor', [CompletionResultType]::ParameterName, 'What the interval is multiplied by after each packet: above 0, at most 1 [default: 0.95]')
            [CompletionResult]::new('--min-interval', '--min-interval', [CompletionResultType]::ParameterName, 'The interval gets no shorter than this [default: 1ms]')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Bytes each packet carries [default: 1000]')
            [CompletionResult]::new('--size', '--size', [CompletionResultType]::ParameterName, 'Bytes each packet carries [default: 1000]')
            [CompletionResult]::new('--reply-timeout', '--reply-timeout', [CompletionResultType]::ParameterName, 'How long after it left a packet can still be answered [default: 1s]')
            [CompletionResult]::new('--csv', '--csv', [CompletionResultType]::ParameterName, 'Write a line for each packet to this file')
            [CompletionResult]::new('--plot', '--plot', [CompletionResultType]::ParameterName, 'Draw throughput and delay against time into this file, which ends in .svg or .png')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('-4', '-4', [CompletionResultType]::ParameterName, 'Use IPv4 alone')
            [CompletionResult]::new('--ipv4', '--ipv4', [CompletionResultType]::ParameterName, 'Use IPv4 alone')
            [CompletionResult]::new('-6', '-6', [CompletionResultType]::ParameterName, 'Use IPv6 alone')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Use IPv6 alone')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;throughput;check' {
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;throughput;check;server' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case')
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;throughput;check;client' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port on which we wait for the client, in place of a free one for each case')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port on which we wait for the client, in place of a free one for each case')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]')
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;throughput;check;help' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;throughput;check;help;server' {
            break
        }
        'sockctl;throughput;check;help;client' {
            break
        }
        'sockctl;throughput;check;help;help' {
            break
        }
        'sockctl;throughput;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Acknowledge packets, as the server of ping does')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Send packets at a shrinking interval and measure what comes through, second by second')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;throughput;help;serve' {
            break
        }
        'sockctl;throughput;help;client' {
            break
        }
        'sockctl;throughput;help;check' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            break
        }
        'sockctl;throughput;help;check;server' {
            break
        }
        'sockctl;throughput;help;check;client' {
            break
        }
        'sockctl;throughput;help;help' {
            break
        }
        'sockctl;ftp' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Send a file to every client that knows the key')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Fetch a server''s file')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;ftp;serve' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 2121]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 2121]')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--wire', '--wire', [CompletionResultType]::ParameterName, 'How the file is asked for and sent: course (a key in clear, then the bytes until the end); so far the only way [default: course]')
            [CompletionResult]::new('--course-key', '--course-key', [CompletionResultType]::ParameterName, 'Key a client must say on the course wire, where everybody on the way can read it [default: SECRET_KEY]')
            [CompletionResult]::new('--course-key-file', '--course-key-file', [CompletionResultType]::ParameterName, 'File whose only line is the key of the course wire')
            [CompletionResult]::new('--max-clients', '--max-clients', [CompletionResultType]::ParameterName, 'The most connections open at once; further ones are closed [default: 1024]')
            [CompletionResult]::new('--auth-timeout', '--auth-timeout', [CompletionResultType]::ParameterName, 'How long a client may take to say the key [default: 10s]')
            [CompletionResult]::new('--course-pause', '--course-pause', [CompletionResultType]::ParameterName, 'How long a server waits between AUTH_SUCCESS and the file: course clients lose what comes at once; off for not at all [default: 300ms]')
            [CompletionResult]::new('--stall-timeout', '--stall-timeout', [CompletionResultType]::ParameterName, 'How long the other end may take, or send, no byte of the file before it is given up; off for ever [default: 30s]')
            [CompletionResult]::new('--max-pps', '--max-pps', [CompletionResultType]::ParameterName, 'Connections a second that one source (an IPv4 address, an IPv6 /64) may open; loopback may open any number [default: 50]')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Ranges of addresses that are never served, even when they are allowed [default: none]')
            [CompletionResult]::new('--events', '--events', [CompletionResultType]::ParameterName, 'Print each connection, whether its key was right, and what became of the file')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--once', '--once', [CompletionResultType]::ParameterName, 'End when one client has been sent the whole file, serving one at a time')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;ftp;client' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 2121]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 2121]')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Send from this address of this machine')
            [CompletionResult]::new('--wire', '--wire', [CompletionResultType]::ParameterName, 'How the file is asked for and sent: course (a key in clear, then the bytes until the end); so far the only way [default: course]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'File a client writes, under this name only when all of it has come; - for standard output [default: received-file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'File a client writes, under this name only when all of it has come; - for standard output [default: received-file]')
            [CompletionResult]::new('--course-key', '--course-key', [CompletionResultType]::ParameterName, 'Key a client must say on the course wire, where everybody on the way can read it [default: SECRET_KEY]')
            [CompletionResult]::new('--course-key-file', '--course-key-file', [CompletionResultType]::ParameterName, 'File whose only line is the key of the course wire')
            [CompletionResult]::new('--reply-timeout', '--reply-timeout', [CompletionResultType]::ParameterName, 'How long a client waits at each address to be connected, and then for the answer to its key; off for ever [default: 15s]')
            [CompletionResult]::new('--stall-timeout', '--stall-timeout', [CompletionResultType]::ParameterName, 'How long the other end may take, or send, no byte of the file before it is given up; off for ever [default: 30s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('-4', '-4', [CompletionResultType]::ParameterName, 'Use IPv4 alone')
            [CompletionResult]::new('--ipv4', '--ipv4', [CompletionResultType]::ParameterName, 'Use IPv4 alone')
            [CompletionResult]::new('-6', '-6', [CompletionResultType]::ParameterName, 'Use IPv6 alone')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Use IPv6 alone')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace a file of that name, once all of the new one has come')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;ftp;check' {
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;ftp;check;server' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case')
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;ftp;check;client' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port on which we wait for the client, in place of a free one for each case')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port on which we wait for the client, in place of a free one for each case')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]')
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;ftp;check;help' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;ftp;check;help;server' {
            break
        }
        'sockctl;ftp;check;help;client' {
            break
        }
        'sockctl;ftp;check;help;help' {
            break
        }
        'sockctl;ftp;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Send a file to every client that knows the key')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Fetch a server''s file')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;ftp;help;serve' {
            break
        }
        'sockctl;ftp;help;client' {
            break
        }
        'sockctl;ftp;help;check' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            break
        }
        'sockctl;ftp;help;check;server' {
            break
        }
        'sockctl;ftp;help;check;client' {
            break
        }
        'sockctl;ftp;help;help' {
            break
        }
        'sockctl;relay' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Pass messages on between those who have registered')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Send messages to other clients of a relay, and receive theirs')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;relay;serve' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 3478]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 3478]')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--wire', '--wire', [CompletionResultType]::ParameterName, 'How messages are passed on: course (hii registers, to:IP/PORT;content:TEXT sends); so far the only way [default: course]')
            [CompletionResult]::new('--peer-ttl', '--peer-ttl', [CompletionResultType]::ParameterName, 'How long a peer stays registered after its last message, whatever it says [default: 5m]')
            [CompletionResult]::new('--max-peers', '--max-peers', [CompletionResultType]::ParameterName, 'The most peers registered at once; further ones are not answered [default: 100000]')
            [CompletionResult]::new('--max-first-contacts', '--max-first-contacts', [CompletionResultType]::ParameterName, 'Registrations a second that one source may make for addresses not registered yet; loopback may make any number [default: 5]')
            [CompletionResult]::new('--open', '--open', [CompletionResultType]::ParameterName, 'Pass messages on to any address of this machine, registered or not, as the exercise does; on a loopback bind alone')
            [CompletionResult]::new('--max-pps', '--max-pps', [CompletionResultType]::ParameterName, 'Requests a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 100]')
            [CompletionResult]::new('--course-peers', '--course-peers', [CompletionResultType]::ParameterName, 'Whom a server answers over UDP on the course wire, whose replies are larger than their requests [default: private]')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Ranges of addresses that are never served, even when they are allowed [default: none]')
            [CompletionResult]::new('--remote-stop', '--remote-stop', [CompletionResultType]::ParameterName, 'Whose stop word (exit server) ends the server: off for nobody''s, loopback for those of this machine [default: off]')
            [CompletionResult]::new('--events', '--events', [CompletionResultType]::ParameterName, 'Print each message taken and its answer')
            [CompletionResult]::new('--loss', '--loss', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]')
            [CompletionResult]::new('--delay', '--delay', [CompletionResultType]::ParameterName, 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]')
            [CompletionResult]::new('--duplicate', '--duplicate', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that leave twice [default: 0%]')
            [CompletionResult]::new('--reorder', '--reorder', [CompletionResultType]::ParameterName, 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]')
            [CompletionResult]::new('--corrupt', '--corrupt', [CompletionResultType]::ParameterName, 'Share of the answers over UDP in which one bit is flipped [default: 0%]')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;relay;client' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 3478]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 3478]')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Send from this address of this machine')
            [CompletionResult]::new('--wire', '--wire', [CompletionResultType]::ParameterName, 'How messages are passed on: course (hii registers, to:IP/PORT;content:TEXT sends); so far the only way [default: course]')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Send one message to this address, or each line of standard input when no message is given')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many messages a client receives before it ends; 0 until it is stopped [default: 0]')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'How many messages a client receives before it ends; 0 until it is stopped [default: 0]')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'How long a client that receives stays; off for no limit [default: off]')
            [CompletionResult]::new('--duration', '--duration', [CompletionResultType]::ParameterName, 'How long a client that receives stays; off for no limit [default: off]')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'How often a client that receives registers again, so that neither the relay nor a router on the way forgets it [default: 1m]')
            [CompletionResult]::new('--reply-timeout', '--reply-timeout', [CompletionResultType]::ParameterName, 'How long a client waits for each answer [default: 1s]')
            [CompletionResult]::new('--tries', '--tries', [CompletionResultType]::ParameterName, 'How often a client says the same before it gives up; when only the answer was lost, the message arrives again [default: 3]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('-4', '-4', [CompletionResultType]::ParameterName, 'Use IPv4 alone')
            [CompletionResult]::new('--ipv4', '--ipv4', [CompletionResultType]::ParameterName, 'Use IPv4 alone')
            [CompletionResult]::new('-6', '-6', [CompletionResultType]::ParameterName, 'Use IPv6 alone')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Use IPv6 alone')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Register and print every message that arrives')
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'Register and print every message that arrives')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;relay;check' {
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;relay;check;server' {
            [CompletionResult]::new('--style', '--style', [CompletionResultType]::ParameterName, 'What the client wants typed; servers are judged the same either way')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case')
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;relay;check;client' {
            [CompletionResult]::new('--style', '--style', [CompletionResultType]::ParameterName, 'What the client wants typed; servers are judged the same either way')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port on which we wait for the client, in place of a free one for each case')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port on which we wait for the client, in place of a free one for each case')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]')
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;relay;check;help' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;relay;check;help;server' {
            break
        }
        'sockctl;relay;check;help;client' {
            break
        }
        'sockctl;relay;check;help;help' {
            break
        }
        'sockctl;relay;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Pass messages on between those who have registered')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Send messages to other clients of a relay, and receive theirs')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;relay;help;serve' {
            break
        }
        'sockctl;relay;help;client' {
            break
        }
        'sockctl;relay;help;check' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            break
        }
        'sockctl;relay;help;check;server' {
            break
        }
        'sockctl;relay;help;check;client' {
            break
        }
        'sockctl;relay;help;help' {
            break
        }
        'sockctl;dual-stack' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Take connections over IPv4 and IPv6 and acknowledge what clients say')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Connect by name, and see which address and family it took')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;dual-stack;serve' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8888]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8888]')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--max-clients', '--max-clients', [CompletionResultType]::ParameterName, 'The most TCP connections open at once; further ones are closed [default: 1024]')
            [CompletionResult]::new('--idle-timeout', '--idle-timeout', [CompletionResultType]::ParameterName, 'A connection ends after this time without a byte; off for never [default: 10m]')
            [CompletionResult]::new('--max-pps', '--max-pps', [CompletionResultType]::ParameterName, 'Connections a second that one source (an IPv4 address, an IPv6 /64) may make; loopback may make any number [default: 50]')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Ranges of addresses that are never served, even when they are allowed [default: none]')
            [CompletionResult]::new('--events', '--events', [CompletionResultType]::ParameterName, 'Print each message taken, and who comes and goes')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;dual-stack;client' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8888]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8888]')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Send from this address of this machine')
            [CompletionResult]::new('--wire', '--wire', [CompletionResultType]::ParameterName, 'What a client does with its connection: tcp (nothing) or the course''s dialogue; a server always speaks the course''s [default: tcp]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many texts a client of the course''s dialogue says; 0 until it is stopped [default: 5]')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'How many texts a client of the course''s dialogue says; 0 until it is stopped [default: 5]')
            [CompletionResult]::new('--reply-timeout', '--reply-timeout', [CompletionResultType]::ParameterName, 'How long a client waits for a connection to each address, and for each acknowledgement [default: 5s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('-4', '-4', [CompletionResultType]::ParameterName, 'Use IPv4 alone')
            [CompletionResult]::new('--ipv4', '--ipv4', [CompletionResultType]::ParameterName, 'Use IPv4 alone')
            [CompletionResult]::new('-6', '-6', [CompletionResultType]::ParameterName, 'Use IPv6 alone')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Use IPv6 alone')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;dual-stack;check' {
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;dual-stack;check;server' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case')
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;dual-stack;check;client' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port on which we wait for the client, in place of a free one for each case')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port on which we wait for the client, in place of a free one for each case')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]')
            [CompletionResult]::new('--fast', '--fast', [CompletionResultType]::ParameterName, 'The program runs so many times faster than the exercise says: its times are divided by this')
            [CompletionResult]::new('--patience', '--patience', [CompletionResultType]::ParameterName, 'How long the program may take for each answer')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the findings for graders'' pipelines')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Play these cases alone')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these cases out')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;dual-stack;check;help' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;dual-stack;check;help;server' {
            break
        }
        'sockctl;dual-stack;check;help;client' {
            break
        }
        'sockctl;dual-stack;check;help;help' {
            break
        }
        'sockctl;dual-stack;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Take connections over IPv4 and IPv6 and acknowledge what clients say')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Connect by name, and see which address and family it took')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;dual-stack;help;serve' {
            break
        }
        'sockctl;dual-stack;help;client' {
            break
        }
        'sockctl;dual-stack;help;check' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            break
        }
        'sockctl;dual-stack;help;check;server' {
            break
        }
        'sockctl;dual-stack;help;check;client' {
            break
        }
        'sockctl;dual-stack;help;help' {
            break
        }
        'sockctl;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Run the servers of all tools in one process')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge many programs against their exercises: a folder of submissions')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Run both ends of every tool over loopback and show what worked')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'See, check and start profiles: the files that hold settings')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a script that teaches a shell to complete sockctl''s commands')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a manual page, or write all of them to a folder')
            [CompletionResult]::new('handshake', 'handshake', [CompletionResultType]::ParameterValue, 'Lease a connection ID for a while: HELLO, answered by OK or RESET, over UDP or TCP')
            [CompletionResult]::new('echo', 'echo', [CompletionResultType]::ParameterValue, 'Say something and hear it again: RFC 862, or the course''s echo, over TCP and UDP')
            [CompletionResult]::new('ping', 'ping', [CompletionResultType]::ParameterValue, 'Probe and reflect: loss, delay and jitter, by STAMP or on the course wire')
            [CompletionResult]::new('throughput', 'throughput', [CompletionResultType]::ParameterValue, 'Send packets at a shrinking interval, each acknowledged: throughput and delay, second by second')
            [CompletionResult]::new('ftp', 'ftp', [CompletionResultType]::ParameterValue, 'Send a file to whoever knows the key, over TCP')
            [CompletionResult]::new('relay', 'relay', [CompletionResultType]::ParameterValue, 'Pass messages on between clients by their addresses, over UDP')
            [CompletionResult]::new('dual-stack', 'dual-stack', [CompletionResultType]::ParameterValue, 'Connect by name, and see which address and family it took')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;help;serve' {
            break
        }
        'sockctl;help;check' {
            break
        }
        'sockctl;help;demo' {
            break
        }
        'sockctl;help;profile' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print every setting in effect and where it came from; what is printed is a profile itself')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check a profile file, or all that the profile in effect is made of')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the profiles there are and where they stand')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Start a profile of your own: write every setting, explained and commented out')
            break
        }
        'sockctl;help;profile;show' {
            break
        }
        'sockctl;help;profile;check' {
            break
        }
        'sockctl;help;profile;list' {
            break
        }
        'sockctl;help;profile;init' {
            break
        }
        'sockctl;help;completions' {
            break
        }
        'sockctl;help;man' {
            break
        }
        'sockctl;help;handshake' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Lease connection IDs to clients')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Ask a server for a connection ID')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            break
        }
        'sockctl;help;handshake;serve' {
            break
        }
        'sockctl;help;handshake;client' {
            break
        }
        'sockctl;help;handshake;check' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            break
        }
        'sockctl;help;handshake;check;server' {
            break
        }
        'sockctl;help;handshake;check;client' {
            break
        }
        'sockctl;help;echo' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Send back what clients say')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Say something to a server and see whether it comes back')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            break
        }
        'sockctl;help;echo;serve' {
            break
        }
        'sockctl;help;echo;client' {
            break
        }
        'sockctl;help;echo;check' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            break
        }
        'sockctl;help;echo;check;server' {
            break
        }
        'sockctl;help;echo;check;client' {
            break
        }
        'sockctl;help;ping' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Reflect packets')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Probe one server or several: loss, delay and jitter')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            break
        }
        'sockctl;help;ping;serve' {
            break
        }
        'sockctl;help;ping;client' {
            break
        }
        'sockctl;help;ping;check' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            break
        }
        'sockctl;help;ping;check;server' {
            break
        }
        'sockctl;help;ping;check;client' {
            break
        }
        'sockctl;help;throughput' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Acknowledge packets, as the server of ping does')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Send packets at a shrinking interval and measure what comes through, second by second')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            break
        }
        'sockctl;help;throughput;serve' {
            break
        }
        'sockctl;help;throughput;client' {
            break
        }
        'sockctl;help;throughput;check' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            break
        }
        'sockctl;help;throughput;check;server' {
            break
        }
        'sockctl;help;throughput;check;client' {
            break
        }
        'sockctl;help;ftp' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Send a file to every client that knows the key')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Fetch a server''s file')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            break
        }
        'sockctl;help;ftp;serve' {
            break
        }
        'sockctl;help;ftp;client' {
            break
        }
        'sockctl;help;ftp;check' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            break
        }
        'sockctl;help;ftp;check;server' {
            break
        }
        'sockctl;help;ftp;check;client' {
            break
        }
        'sockctl;help;relay' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Pass messages on between those who have registered')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Send messages to other clients of a relay, and receive theirs')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            break
        }
        'sockctl;help;relay;serve' {
            break
        }
        'sockctl;help;relay;client' {
            break
        }
        'sockctl;help;relay;check' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            break
        }
        'sockctl;help;relay;check;server' {
            break
        }
        'sockctl;help;relay;check;client' {
            break
        }
        'sockctl;help;dual-stack' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Take connections over IPv4 and IPv6 and acknowledge what clients say')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Connect by name, and see which address and family it took')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge anybody''s program against the exercise, case by case')
            break
        }
        'sockctl;help;dual-stack;serve' {
            break
        }
        'sockctl;help;dual-stack;client' {
            break
        }
        'sockctl;help;dual-stack;check' {
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Judge a server: one that runs, or one that is started for each case')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Judge a client: one that is started for each case, by a command or by you')
            break
        }
        'sockctl;help;dual-stack;check;server' {
            break
        }
        'sockctl;help;dual-stack;check;client' {
            break
        }
        'sockctl;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
