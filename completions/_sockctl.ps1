
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Run both ends of every tool over loopback and show what worked')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'See, check and start profiles: the files that hold settings')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a script that teaches a shell to complete sockctl''s commands')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a manual page, or write all of them to a folder')
            [CompletionResult]::new('handshake', 'handshake', [CompletionResultType]::ParameterValue, 'Lease a connection ID for a while: HELLO, answered by OK or RESET, over UDP or TCP')
            [CompletionResult]::new('ping', 'ping', [CompletionResultType]::ParameterValue, 'Send packets at a fixed interval, each acknowledged: loss, round-trip times, jitter')
            [CompletionResult]::new('ftp', 'ftp', [CompletionResultType]::ParameterValue, 'Send a file to whoever knows the key, over TCP')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;demo' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Lease connection IDs to clients')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Ask a server for a connection ID')
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;handshake;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Lease connection IDs to clients')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Ask a server for a connection ID')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;handshake;help;serve' {
            break
        }
        'sockctl;handshake;help;client' {
            break
        }
        'sockctl;handshake;help;help' {
            break
        }
        'sockctl;ping' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Acknowledge packets')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Send packets at a fixed interval and measure their round trips')
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;ping;client' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Send from this address of this machine')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many packets a client sends; 0 until it is stopped [default: 10]')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'How many packets a client sends; 0 until it is stopped [default: 10]')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Time between packets [default: 1s]')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'Time between packets [default: 1s]')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Bytes each packet carries [default: 64]')
            [CompletionResult]::new('--size', '--size', [CompletionResultType]::ParameterName, 'Bytes each packet carries [default: 64]')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'How long a client sends packets, however many unless a count is given too; off for no limit [default: off]')
            [CompletionResult]::new('--duration', '--duration', [CompletionResultType]::ParameterName, 'How long a client sends packets, however many unless a count is given too; off for no limit [default: off]')
            [CompletionResult]::new('--reply-timeout', '--reply-timeout', [CompletionResultType]::ParameterName, 'How long after it left a packet can still be answered [default: 1s]')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'How often a client prints its figures so far; off for only at the end [default: off]')
            [CompletionResult]::new('--csv', '--csv', [CompletionResultType]::ParameterName, 'Write a line for each packet to this file')
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;ping;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Acknowledge packets')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Send packets at a fixed interval and measure their round trips')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;ping;help;serve' {
            break
        }
        'sockctl;ping;help;client' {
            break
        }
        'sockctl;ping;help;help' {
            break
        }
        'sockctl;ftp' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile to take settings from: a name (see `sockctl profile list`) or a file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON lines')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Show every message of this end: time, direction, peer, length, bytes and what they mean')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Send a file to every client that knows the key')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Fetch a server''s file')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;ftp;serve' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 2121]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 2121]')
            [CompletionResult]::new('-B', '-B ', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
            [CompletionResult]::new('--bind', '--bind', [CompletionResultType]::ParameterName, 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]')
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;ftp;client' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 2121]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 2121]')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Send from this address of this machine')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'File a client writes, under this name only when all of it has come; - for standard output [default: received-file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'File a client writes, under this name only when all of it has come; - for standard output [default: received-file]')
            [CompletionResult]::new('--course-key', '--course-key', [CompletionResultType]::ParameterName, 'Key a client must say on the course wire, where everybody on the way can read it [default: SECRET_KEY]')
            [CompletionResult]::new('--course-key-file', '--course-key-file', [CompletionResultType]::ParameterName, 'File whose only line is the key of the course wire')
            [CompletionResult]::new('--reply-timeout', '--reply-timeout', [CompletionResultType]::ParameterName, 'How long a client waits to be connected, and for the answer to its key; off for as long as it takes [default: 15s]')
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
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Leave out remarks; results and errors are still printed')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sockctl;ftp;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Send a file to every client that knows the key')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Fetch a server''s file')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sockctl;ftp;help;serve' {
            break
        }
        'sockctl;ftp;help;client' {
            break
        }
        'sockctl;ftp;help;help' {
            break
        }
        'sockctl;help' {
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Run both ends of every tool over loopback and show what worked')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'See, check and start profiles: the files that hold settings')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a script that teaches a shell to complete sockctl''s commands')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a manual page, or write all of them to a folder')
            [CompletionResult]::new('handshake', 'handshake', [CompletionResultType]::ParameterValue, 'Lease a connection ID for a while: HELLO, answered by OK or RESET, over UDP or TCP')
            [CompletionResult]::new('ping', 'ping', [CompletionResultType]::ParameterValue, 'Send packets at a fixed interval, each acknowledged: loss, round-trip times, jitter')
            [CompletionResult]::new('ftp', 'ftp', [CompletionResultType]::ParameterValue, 'Send a file to whoever knows the key, over TCP')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
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
            break
        }
        'sockctl;help;handshake;serve' {
            break
        }
        'sockctl;help;handshake;client' {
            break
        }
        'sockctl;help;ping' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Acknowledge packets')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Send packets at a fixed interval and measure their round trips')
            break
        }
        'sockctl;help;ping;serve' {
            break
        }
        'sockctl;help;ping;client' {
            break
        }
        'sockctl;help;ftp' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Send a file to every client that knows the key')
            [CompletionResult]::new('client', 'client', [CompletionResultType]::ParameterValue, 'Fetch a server''s file')
            break
        }
        'sockctl;help;ftp;serve' {
            break
        }
        'sockctl;help;ftp;client' {
            break
        }
        'sockctl;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
