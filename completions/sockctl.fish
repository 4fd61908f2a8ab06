# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_sockctl_global_optspecs
    string join \n json trace color= v/verbose q/quiet profile= h/help V/version
end

function __fish_sockctl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_sockctl_global_optspecs) -- $cmd 2>/dev/null
    or argparse -s (__fish_sockctl_global_optspecs) -- $cmd[1..-2] 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_sockctl_using_subcommand
    set -l cmd (__fish_sockctl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c sockctl -n "__fish_sockctl_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_needs_command" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_needs_command" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_needs_command" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_needs_command" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_needs_command" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_needs_command" -s V -l version -d 'Print version'
complete -c sockctl -n "__fish_sockctl_needs_command" -f -a "serve" -d 'Run the servers of all tools in one process'
complete -c sockctl -n "__fish_sockctl_needs_command" -f -a "check" -d 'Judge many programs against their exercises: a folder of submissions'
complete -c sockctl -n "__fish_sockctl_needs_command" -f -a "demo" -d 'Run both ends of every tool over loopback and show what worked'
complete -c sockctl -n "__fish_sockctl_needs_command" -f -a "profile" -d 'See, check and start profiles: the files that hold settings'
complete -c sockctl -n "__fish_sockctl_needs_command" -f -a "completions" -d 'Print a script that teaches a shell to complete sockctl\'s commands'
complete -c sockctl -n "__fish_sockctl_needs_command" -f -a "man" -d 'Print a manual page, or write all of them to a folder'
complete -c sockctl -n "__fish_sockctl_needs_command" -f -a "handshake" -d 'Lease a connection ID for a while: HELLO, answered by OK or RESET, over UDP or TCP'
complete -c sockctl -n "__fish_sockctl_needs_command" -f -a "echo" -d 'Say something and hear it again: RFC 862, or the course\'s echo, over TCP and UDP'
complete -c sockctl -n "__fish_sockctl_needs_command" -f -a "ping" -d 'Probe and reflect: loss, delay and jitter, by STAMP or on the course wire'
complete -c sockctl -n "__fish_sockctl_needs_command" -f -a "throughput" -d 'Send packets at a shrinking interval, each acknowledged: throughput and delay, second by second'
complete -c sockctl -n "__fish_sockctl_needs_command" -f -a "ftp" -d 'Send a file to whoever knows the key, over TCP'
complete -c sockctl -n "__fish_sockctl_needs_command" -f -a "relay" -d 'Pass messages on between clients by their addresses, over UDP'
complete -c sockctl -n "__fish_sockctl_needs_command" -f -a "dual-stack" -d 'Connect by name, and see which address and family it took'
complete -c sockctl -n "__fish_sockctl_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand serve" -l only -d 'Serve these tools alone' -r -f -a "handshake\t''
echo\t''
ping\t''
throughput\t''
ftp\t''
relay\t''
dual-stack\t''"
complete -c sockctl -n "__fish_sockctl_using_subcommand serve" -l except -d 'Leave these tools out' -r -f -a "handshake\t''
echo\t''
ping\t''
throughput\t''
ftp\t''
relay\t''
dual-stack\t''"
complete -c sockctl -n "__fish_sockctl_using_subcommand serve" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand serve" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand serve" -l require-all -d 'End when one of them cannot listen, instead of going on without it'
complete -c sockctl -n "__fish_sockctl_using_subcommand serve" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand serve" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand serve" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand serve" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand check" -l manifest -d 'File that says which programs are checked and how they are started' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand check" -l junit -d 'Write the findings for graders\' pipelines' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand check" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand check" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand check" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand check" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand check" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand demo" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand demo" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand demo" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand demo" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand demo" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand demo" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and not __fish_seen_subcommand_from show check list init help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and not __fish_seen_subcommand_from show check list init help" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and not __fish_seen_subcommand_from show check list init help" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and not __fish_seen_subcommand_from show check list init help" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and not __fish_seen_subcommand_from show check list init help" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and not __fish_seen_subcommand_from show check list init help" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and not __fish_seen_subcommand_from show check list init help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and not __fish_seen_subcommand_from show check list init help" -f -a "show" -d 'Print every setting in effect and where it came from; what is printed is a profile itself'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and not __fish_seen_subcommand_from show check list init help" -f -a "check" -d 'Check a profile file, or all that the profile in effect is made of'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and not __fish_seen_subcommand_from show check list init help" -f -a "list" -d 'List the profiles there are and where they stand'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and not __fish_seen_subcommand_from show check list init help" -f -a "init" -d 'Start a profile of your own: write every setting, explained and commented out'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and not __fish_seen_subcommand_from show check list init help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from check" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from check" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from check" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from init" -s o -l output -d 'File to write instead, or - for standard output' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from init" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from init" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from init" -l force -d 'Overwrite a file that is there'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from init" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from init" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from init" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from init" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "show" -d 'Print every setting in effect and where it came from; what is printed is a profile itself'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check a profile file, or all that the profile in effect is made of'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the profiles there are and where they stand'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "init" -d 'Start a profile of your own: write every setting, explained and commented out'
complete -c sockctl -n "__fish_sockctl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand completions" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand completions" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand completions" -l static -d 'Print a script that does not need the program at each TAB, and so knows the built-in profiles alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand completions" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand completions" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand completions" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand completions" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand man" -s o -l output -d 'Folder to write all pages to' -r -f -a "(__fish_complete_directories)"
complete -c sockctl -n "__fish_sockctl_using_subcommand man" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand man" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand man" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand man" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand man" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand man" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and not __fish_seen_subcommand_from serve client check help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and not __fish_seen_subcommand_from serve client check help" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and not __fish_seen_subcommand_from serve client check help" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and not __fish_seen_subcommand_from serve client check help" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and not __fish_seen_subcommand_from serve client check help" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and not __fish_seen_subcommand_from serve client check help" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and not __fish_seen_subcommand_from serve client check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and not __fish_seen_subcommand_from serve client check help" -f -a "serve" -d 'Lease connection IDs to clients'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and not __fish_seen_subcommand_from serve client check help" -f -a "client" -d 'Ask a server for a connection ID'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and not __fish_seen_subcommand_from serve client check help" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and not __fish_seen_subcommand_from serve client check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -s p -l port -d 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 9000]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -s B -l bind -d 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l id-ttl -d 'How long a connection ID stays leased; asking again does not renew it [default: 30s]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l idle-timeout -d 'A server ends by itself after this time without a request; off for never [default: 2m]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l max-ids -d 'The most IDs leased at once; further ones are refused with RESET [default: 1000000]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l max-ids-per-source -d 'The most IDs leased to one source at once; loopback may have any number [default: 10000]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l max-clients -d 'The most TCP connections open at once; further ones are closed [default: 1024]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l request-timeout -d 'How long a TCP client may take to say its request [default: 10s]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l max-pps -d 'Requests a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 50]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l course-peers -d 'Whom a server answers over UDP on the course wire, whose replies are larger than their requests [default: private]' -r -f -a "private\t'Loopback, private, link-local and unique-local addresses'
loopback\t'This machine alone'
any\t'Everybody'"
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l allow -d 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l deny -d 'Ranges of addresses that are never served, even when they are allowed [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l events -d 'Print each request taken and its answer' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l loss -d 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l delay -d 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l duplicate -d 'Share of the answers over UDP that leave twice [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l reorder -d 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l corrupt -d 'Share of the answers over UDP in which one bit is flipped [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l seed -d 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l tcp -d 'Use TCP instead of UDP; both ends must agree'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -s u -l udp -d 'Use UDP, when the profile says TCP'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -s p -l port -d 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 9000]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -l source -d 'Send from this address of this machine' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -l id -d 'Connection ID to ask for; given several times, the IDs of the first tries in order (default: a random one)' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -l tries -d 'How often a client asks before it gives up, each time for another ID [default: 3]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -l reply-timeout -d 'How long a client waits for each answer; off for as long as it takes [default: 15s]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -s 4 -l ipv4 -d 'Use IPv4 alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -s 6 -l ipv6 -d 'Use IPv6 alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -l tcp -d 'Use TCP instead of UDP; both ends must agree'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -s u -l udp -d 'Use UDP, when the profile says TCP'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from client" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -l fast -d 'The program runs so many times faster than the exercise says: its times are divided by this' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -l patience -d 'How long the program may take for each answer' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -l junit -d 'Write the findings for graders\' pipelines' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -l explain -d 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails' -r -f -a "HS-01\t'A free ID is leased: OK, the ID, and the address and port the client has'
HS-02\t'An ID that another client has is refused: RESET and the ID'
HS-03\t'The client that has an ID is refused it as well'
HS-04\t'A lease lasts its full time, 30 seconds'
HS-05\t'When a lease has ended, its ID is free again'
HS-06\t'A refusal does not renew the lease'
HS-07\t'IDs are leased apart: that one is in use does not touch another'
HS-08\t'After two minutes without a request the server ends by itself, with exit status 0'
HS-09\t'Each request starts the two minutes anew'
HS-10\t'Words after the ID are ignored'
HS-11\t'An ID is text: 07 is not 7, and letters are allowed'
HS-12\t'An ID of 64 characters is leased like any other'
HS-13\t'What is no HELLO is not answered and does not end the server: empty, one word, bytes that are no text'
HS-14\t'The server closes the connection after its answer'
HS-15\t'A request that arrives in two pieces is one request'
HS-16\t'A client that breaks off before its answer does not end the server'
HS-17\t'It can be started again at once on the same port'
HS-18\t'The server prints each request it takes'
HS-41\t'The client says HELLO and its ID'
HS-42\t'On OK it prints `Connection established`, the ID, the address and the port, and ends with status 0'
HS-43\t'On RESET it prints `Connection Error` and the ID'
HS-44\t'After a RESET it asks for a new ID and tries again with that'
HS-45\t'Each try has a new socket'
HS-46\t'It waits 15 seconds for a reply, then prints `Connection Error` and tries again'
HS-47\t'The second try waits its 15 seconds as well'
HS-48\t'After three tries it makes no further one and prints `Connection Failure`'
HS-49\t'A reply about another ID is ignored and the wait goes on'
HS-50\t'A reply from another address is ignored and the wait goes on'
HS-51\t'When there is no new ID, because standard input ends, it prints `Connection Failure`'
HS-52\t'A reply that is no text does not end it'
HS-53\t'It takes the answer when it is there and does not wait for the end of the stream'
HS-54\t'An answer that arrives in two pieces is one answer'
HS-55\t'A refused connection is a failed try: `Connection Error`, and the next try'
HS-56\t'When it gave up, its exit status is 1'
HS-57\t'Times are printed as `2023-01-16 06:06:06.123456`'"
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -l only -d 'Play these cases alone' -r -f -a "HS-01\t'A free ID is leased: OK, the ID, and the address and port the client has'
HS-02\t'An ID that another client has is refused: RESET and the ID'
HS-03\t'The client that has an ID is refused it as well'
HS-04\t'A lease lasts its full time, 30 seconds'
HS-05\t'When a lease has ended, its ID is free again'
HS-06\t'A refusal does not renew the lease'
HS-07\t'IDs are leased apart: that one is in use does not touch another'
HS-08\t'After two minutes without a request the server ends by itself, with exit status 0'
HS-09\t'Each request starts the two minutes anew'
HS-10\t'Words after the ID are ignored'
HS-11\t'An ID is text: 07 is not 7, and letters are allowed'
HS-12\t'An ID of 64 characters is leased like any other'
HS-13\t'What is no HELLO is not answered and does not end the server: empty, one word, bytes that are no text'
HS-14\t'The server closes the connection after its answer'
HS-15\t'A request that arrives in two pieces is one request'
HS-16\t'A client that breaks off before its answer does not end the server'
HS-17\t'It can be started again at once on the same port'
HS-18\t'The server prints each request it takes'
HS-41\t'The client says HELLO and its ID'
HS-42\t'On OK it prints `Connection established`, the ID, the address and the port, and ends with status 0'
HS-43\t'On RESET it prints `Connection Error` and the ID'
HS-44\t'After a RESET it asks for a new ID and tries again with that'
HS-45\t'Each try has a new socket'
HS-46\t'It waits 15 seconds for a reply, then prints `Connection Error` and tries again'
HS-47\t'The second try waits its 15 seconds as well'
HS-48\t'After three tries it makes no further one and prints `Connection Failure`'
HS-49\t'A reply about another ID is ignored and the wait goes on'
HS-50\t'A reply from another address is ignored and the wait goes on'
HS-51\t'When there is no new ID, because standard input ends, it prints `Connection Failure`'
HS-52\t'A reply that is no text does not end it'
HS-53\t'It takes the answer when it is there and does not wait for the end of the stream'
HS-54\t'An answer that arrives in two pieces is one answer'
HS-55\t'A refused connection is a failed try: `Connection Error`, and the next try'
HS-56\t'When it gave up, its exit status is 1'
HS-57\t'Times are printed as `2023-01-16 06:06:06.123456`'"
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -l skip -d 'Leave these cases out' -r -f -a "HS-01\t'A free ID is leased: OK, the ID, and the address and port the client has'
HS-02\t'An ID that another client has is refused: RESET and the ID'
HS-03\t'The client that has an ID is refused it as well'
HS-04\t'A lease lasts its full time, 30 seconds'
HS-05\t'When a lease has ended, its ID is free again'
HS-06\t'A refusal does not renew the lease'
HS-07\t'IDs are leased apart: that one is in use does not touch another'
HS-08\t'After two minutes without a request the server ends by itself, with exit status 0'
HS-09\t'Each request starts the two minutes anew'
HS-10\t'Words after the ID are ignored'
HS-11\t'An ID is text: 07 is not 7, and letters are allowed'
HS-12\t'An ID of 64 characters is leased like any other'
HS-13\t'What is no HELLO is not answered and does not end the server: empty, one word, bytes that are no text'
HS-14\t'The server closes the connection after its answer'
HS-15\t'A request that arrives in two pieces is one request'
HS-16\t'A client that breaks off before its answer does not end the server'
HS-17\t'It can be started again at once on the same port'
HS-18\t'The server prints each request it takes'
HS-41\t'The client says HELLO and its ID'
HS-42\t'On OK it prints `Connection established`, the ID, the address and the port, and ends with status 0'
HS-43\t'On RESET it prints `Connection Error` and the ID'
HS-44\t'After a RESET it asks for a new ID and tries again with that'
HS-45\t'Each try has a new socket'
HS-46\t'It waits 15 seconds for a reply, then prints `Connection Error` and tries again'
HS-47\t'The second try waits its 15 seconds as well'
HS-48\t'After three tries it makes no further one and prints `Connection Failure`'
HS-49\t'A reply about another ID is ignored and the wait goes on'
HS-50\t'A reply from another address is ignored and the wait goes on'
HS-51\t'When there is no new ID, because standard input ends, it prints `Connection Failure`'
HS-52\t'A reply that is no text does not end it'
HS-53\t'It takes the answer when it is there and does not wait for the end of the stream'
HS-54\t'An answer that arrives in two pieces is one answer'
HS-55\t'A refused connection is a failed try: `Connection Error`, and the next try'
HS-56\t'When it gave up, its exit status is 1'
HS-57\t'Times are printed as `2023-01-16 06:06:06.123456`'"
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -l list -d 'List the cases'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -f -a "server" -d 'Judge a server: one that runs, or one that is started for each case'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -f -a "client" -d 'Judge a client: one that is started for each case, by a command or by you'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from check" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from help" -f -a "serve" -d 'Lease connection IDs to clients'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from help" -f -a "client" -d 'Ask a server for a connection ID'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from help" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand handshake; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and not __fish_seen_subcommand_from serve client check help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and not __fish_seen_subcommand_from serve client check help" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and not __fish_seen_subcommand_from serve client check help" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and not __fish_seen_subcommand_from serve client check help" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and not __fish_seen_subcommand_from serve client check help" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and not __fish_seen_subcommand_from serve client check help" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and not __fish_seen_subcommand_from serve client check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and not __fish_seen_subcommand_from serve client check help" -f -a "serve" -d 'Send back what clients say'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and not __fish_seen_subcommand_from serve client check help" -f -a "client" -d 'Say something to a server and see whether it comes back'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and not __fish_seen_subcommand_from serve client check help" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and not __fish_seen_subcommand_from serve client check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -s p -l port -d 'Port of the server over TCP and UDP: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 12345]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -s B -l bind -d 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l wire -d 'What is spoken: rfc862 (byte for byte), or the course\'s lab (until exit or stop) or named (names, suffix, status) [default: rfc862]' -r -f -a "rfc862\t'RFC 862: byte for byte, no commands'
lab\t'The course\'s plain echo: message by message, until `exit` or `stop`'
named\t'The course\'s named sessions over TCP: a name first, answers with a suffix, `status`; over UDP the same as lab'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l max-clients -d 'The most TCP clients at once; further ones are told that the server is full [default: 1024]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l idle-timeout -d 'A TCP connection ends after this time without a byte; off for never [default: 10m]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l suffix -d 'What a server of the named wire puts behind each answer, and a client expects there [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l files -d 'Folder whose files clients of the named wire may list and get; without it there is no such command' -r -f -a "(__fish_complete_directories)"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l max-pps -d 'Datagrams, or TCP connections, a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 20000]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l course-peers -d 'Whom a server answers over UDP on the lab wire; rfc862 is for everybody, because its answers are no larger [default: private]' -r -f -a "private\t'Loopback, private, link-local and unique-local addresses'
loopback\t'This machine alone'
any\t'Everybody'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l allow -d 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l deny -d 'Ranges of addresses that are never served, even when they are allowed [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l remote-stop -d 'Whose stop word (stop, on the course\'s wires) ends the server: off for nobody\'s, loopback for those of this machine [default: off]' -r -f -a "off\t'Nobody\'s does'
loopback\t'One from this machine does'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l events -d 'Print each message taken, and who comes and goes' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l loss -d 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l delay -d 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l duplicate -d 'Share of the answers over UDP that leave twice [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l reorder -d 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l corrupt -d 'Share of the answers over UDP in which one bit is flipped [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l seed -d 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l tcp -d 'Serve TCP alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -s u -l udp -d 'Serve UDP alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -s p -l port -d 'Port of the server over TCP and UDP: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 12345]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -l source -d 'Send from this address of this machine' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -l wire -d 'What is spoken: rfc862 (byte for byte), or the course\'s lab (until exit or stop) or named (names, suffix, status) [default: rfc862]' -r -f -a "rfc862\t'RFC 862: byte for byte, no commands'
lab\t'The course\'s plain echo: message by message, until `exit` or `stop`'
named\t'The course\'s named sessions over TCP: a name first, answers with a suffix, `status`; over UDP the same as lab'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -s n -l count -d 'How many messages a client makes up when it is to make them up [default: 10]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -s s -l size -d 'Bytes of each message that a client makes up [default: 64]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -s i -l interval -d 'Time from one such message to the next; off for as soon as the answer has come [default: off]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -l reply-timeout -d 'How long a client waits for a connection, and for each answer [default: 5s]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -l suffix -d 'What a server of the named wire puts behind each answer, and a client expects there [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -s 4 -l ipv4 -d 'Use IPv4 alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -s 6 -l ipv6 -d 'Use IPv6 alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -l tcp -d 'Use TCP, which is the default'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -s u -l udp -d 'Use UDP'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from client" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -l fast -d 'The program runs so many times faster than the exercise says: its times are divided by this' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -l patience -d 'How long the program may take for each answer' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -l junit -d 'Write the findings for graders\' pipelines' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -l explain -d 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails' -r -f -a "EC-01\t'The server speaks first and gives the client its name, the first one `Client01`'
EC-02\t'Names count up in the order in which clients come'
EC-03\t'A name is not given twice: numbers count up for the life of the server'
EC-04\t'A text comes back: the same bytes, or on the named exercise with the suffix behind them'
EC-05\t'A session has any number of messages, each with its answer'
EC-06\t'`exit` ends the session and is not answered'
EC-07\t'Commands are taken in any case and with blanks around them'
EC-08\t'A text that only begins like a command is a text: `exit now` comes back'
EC-09\t'When a client has left with `exit`, the next one is served, and its place is free'
EC-10\t'`status` is answered with a line `Client01 connected at <timestamp>` for everyone who is there'
EC-11\t'`status` does not list a client that has left'
EC-12\t'Clients are served at the same time, and each hears its own answers'
EC-13\t'One client too many hears `Server is full` and is closed'
EC-14\t'As many clients as the cap says are taken at once'
EC-15\t'A client that was told `Server is full` takes no place'
EC-16\t'`stop` ends the session and is not answered'
EC-17\t'`stop` ends the session like `exit`'
EC-18\t'A client that closes its connection without `exit` has left: the next one is served, and its place is free'
EC-19\t'A client that breaks off does not end the server, and its place is free'
EC-20\t'A text of 1000 bytes comes back whole'
EC-21\t'A text with letters beyond ASCII comes back'
EC-22\t'Bytes that are no text come back like any other message'
EC-23\t'A message of blanks alone is answered and does not end the session'
EC-24\t'An empty datagram comes back'
EC-25\t'A line, as a person types it at nc, is answered like the text on it'
EC-26\t'The server prints each message it takes'
EC-27\t'The server prints `[NEW CONNECTION] Client01 connected from` and the client\'s address'
EC-28\t'The server prints `[DISCONNECTED] Client01 at` and the time'
EC-41\t'The client prints `Connected as` and the name that the server gave it'
EC-42\t'What is typed is sent as it is'
EC-43\t'What comes back is printed'
EC-44\t'It goes on after an answer: the next line is the next message'
EC-45\t'`exit` is sent to the server, and ends the client'
EC-46\t'An answer to `status` is printed with all its lines'
EC-47\t'`Server is full` in place of a name is printed, and the client ends without a further word'
EC-48\t'When the server is full, its exit status is 1'
EC-49\t'`EXIT` ends the client like `exit`'
EC-50\t'An empty line does not stop it: the next line is sent'
EC-51\t'An answer that arrives in two pieces is one answer'
EC-52\t'An answer that does not come is not waited for for ever'
EC-53\t'A server that closes the connection is noticed: the client ends and sends no more'
EC-54\t'When standard input ends, the client ends with status 0'
EC-55\t'A text of 1000 bytes is sent whole, and its answer printed whole'
EC-56\t'Letters beyond ASCII are sent as UTF-8, and printed when they come back'
EC-57\t'An answer that is no text does not end it'
EC-58\t'It asks with `> Enter message (or \'exit\' to quit, \'status\' for client information) `'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -l only -d 'Play these cases alone' -r -f -a "EC-01\t'The server speaks first and gives the client its name, the first one `Client01`'
EC-02\t'Names count up in the order in which clients come'
EC-03\t'A name is not given twice: numbers count up for the life of the server'
EC-04\t'A text comes back: the same bytes, or on the named exercise with the suffix behind them'
EC-05\t'A session has any number of messages, each with its answer'
EC-06\t'`exit` ends the session and is not answered'
EC-07\t'Commands are taken in any case and with blanks around them'
EC-08\t'A text that only begins like a command is a text: `exit now` comes back'
EC-09\t'When a client has left with `exit`, the next one is served, and its place is free'
EC-10\t'`status` is answered with a line `Client01 connected at <timestamp>` for everyone who is there'
EC-11\t'`status` does not list a client that has left'
EC-12\t'Clients are served at the same time, and each hears its own answers'
EC-13\t'One client too many hears `Server is full` and is closed'
EC-14\t'As many clients as the cap says are taken at once'
EC-15\t'A client that was told `Server is full` takes no place'
EC-16\t'`stop` ends the session and is not answered'
EC-17\t'`stop` ends the session like `exit`'
EC-18\t'A client that closes its connection without `exit` has left: the next one is served, and its place is free'
EC-19\t'A client that breaks off does not end the server, and its place is free'
EC-20\t'A text of 1000 bytes comes back whole'
EC-21\t'A text with letters beyond ASCII comes back'
EC-22\t'Bytes that are no text come back like any other message'
EC-23\t'A message of blanks alone is answered and does not end the session'
EC-24\t'An empty datagram comes back'
EC-25\t'A line, as a person types it at nc, is answered like the text on it'
EC-26\t'The server prints each message it takes'
EC-27\t'The server prints `[NEW CONNECTION] Client01 connected from` and the client\'s address'
EC-28\t'The server prints `[DISCONNECTED] Client01 at` and the time'
EC-41\t'The client prints `Connected as` and the name that the server gave it'
EC-42\t'What is typed is sent as it is'
EC-43\t'What comes back is printed'
EC-44\t'It goes on after an answer: the next line is the next message'
EC-45\t'`exit` is sent to the server, and ends the client'
EC-46\t'An answer to `status` is printed with all its lines'
EC-47\t'`Server is full` in place of a name is printed, and the client ends without a further word'
EC-48\t'When the server is full, its exit status is 1'
EC-49\t'`EXIT` ends the client like `exit`'
EC-50\t'An empty line does not stop it: the next line is sent'
EC-51\t'An answer that arrives in two pieces is one answer'
EC-52\t'An answer that does not come is not waited for for ever'
EC-53\t'A server that closes the connection is noticed: the client ends and sends no more'
EC-54\t'When standard input ends, the client ends with status 0'
EC-55\t'A text of 1000 bytes is sent whole, and its answer printed whole'
EC-56\t'Letters beyond ASCII are sent as UTF-8, and printed when they come back'
EC-57\t'An answer that is no text does not end it'
EC-58\t'It asks with `> Enter message (or \'exit\' to quit, \'status\' for client information) `'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -l skip -d 'Leave these cases out' -r -f -a "EC-01\t'The server speaks first and gives the client its name, the first one `Client01`'
EC-02\t'Names count up in the order in which clients come'
EC-03\t'A name is not given twice: numbers count up for the life of the server'
EC-04\t'A text comes back: the same bytes, or on the named exercise with the suffix behind them'
EC-05\t'A session has any number of messages, each with its answer'
EC-06\t'`exit` ends the session and is not answered'
EC-07\t'Commands are taken in any case and with blanks around them'
EC-08\t'A text that only begins like a command is a text: `exit now` comes back'
EC-09\t'When a client has left with `exit`, the next one is served, and its place is free'
EC-10\t'`status` is answered with a line `Client01 connected at <timestamp>` for everyone who is there'
EC-11\t'`status` does not list a client that has left'
EC-12\t'Clients are served at the same time, and each hears its own answers'
EC-13\t'One client too many hears `Server is full` and is closed'
EC-14\t'As many clients as the cap says are taken at once'
EC-15\t'A client that was told `Server is full` takes no place'
EC-16\t'`stop` ends the session and is not answered'
EC-17\t'`stop` ends the session like `exit`'
EC-18\t'A client that closes its connection without `exit` has left: the next one is served, and its place is free'
EC-19\t'A client that breaks off does not end the server, and its place is free'
EC-20\t'A text of 1000 bytes comes back whole'
EC-21\t'A text with letters beyond ASCII comes back'
EC-22\t'Bytes that are no text come back like any other message'
EC-23\t'A message of blanks alone is answered and does not end the session'
EC-24\t'An empty datagram comes back'
EC-25\t'A line, as a person types it at nc, is answered like the text on it'
EC-26\t'The server prints each message it takes'
EC-27\t'The server prints `[NEW CONNECTION] Client01 connected from` and the client\'s address'
EC-28\t'The server prints `[DISCONNECTED] Client01 at` and the time'
EC-41\t'The client prints `Connected as` and the name that the server gave it'
EC-42\t'What is typed is sent as it is'
EC-43\t'What comes back is printed'
EC-44\t'It goes on after an answer: the next line is the next message'
EC-45\t'`exit` is sent to the server, and ends the client'
EC-46\t'An answer to `status` is printed with all its lines'
EC-47\t'`Server is full` in place of a name is printed, and the client ends without a further word'
EC-48\t'When the server is full, its exit status is 1'
EC-49\t'`EXIT` ends the client like `exit`'
EC-50\t'An empty line does not stop it: the next line is sent'
EC-51\t'An answer that arrives in two pieces is one answer'
EC-52\t'An answer that does not come is not waited for for ever'
EC-53\t'A server that closes the connection is noticed: the client ends and sends no more'
EC-54\t'When standard input ends, the client ends with status 0'
EC-55\t'A text of 1000 bytes is sent whole, and its answer printed whole'
EC-56\t'Letters beyond ASCII are sent as UTF-8, and printed when they come back'
EC-57\t'An answer that is no text does not end it'
EC-58\t'It asks with `> Enter message (or \'exit\' to quit, \'status\' for client information) `'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -l list -d 'List the cases'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -f -a "server" -d 'Judge a server: one that runs, or one that is started for each case'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -f -a "client" -d 'Judge a client: one that is started for each case, by a command or by you'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from check" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from help" -f -a "serve" -d 'Send back what clients say'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from help" -f -a "client" -d 'Say something to a server and see whether it comes back'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from help" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand echo; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and not __fish_seen_subcommand_from serve client check help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and not __fish_seen_subcommand_from serve client check help" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and not __fish_seen_subcommand_from serve client check help" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and not __fish_seen_subcommand_from serve client check help" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and not __fish_seen_subcommand_from serve client check help" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and not __fish_seen_subcommand_from serve client check help" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and not __fish_seen_subcommand_from serve client check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and not __fish_seen_subcommand_from serve client check help" -f -a "serve" -d 'Reflect packets'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and not __fish_seen_subcommand_from serve client check help" -f -a "client" -d 'Probe one server or several: loss, delay and jitter'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and not __fish_seen_subcommand_from serve client check help" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and not __fish_seen_subcommand_from serve client check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -s p -l port -d 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -s B -l bind -d 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l max-pps -d 'Requests a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 20000]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l course-peers -d 'Whom a server answers over UDP on the course wire, whose replies are larger than their requests [default: private]' -r -f -a "private\t'Loopback, private, link-local and unique-local addresses'
loopback\t'This machine alone'
any\t'Everybody'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l allow -d 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l deny -d 'Ranges of addresses that are never served, even when they are allowed [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l remote-stop -d 'Whose stop word (exit) ends the server: off for nobody\'s, loopback for those of this machine [default: off]' -r -f -a "off\t'Nobody\'s does'
loopback\t'One from this machine does'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l events -d 'Print each message taken and its answer' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l wire -d 'What is spoken. A server with auto answers STAMP and the course\'s packets, each by what it looks like; a client with auto speaks STAMP [default: auto]' -r -f -a "auto\t'A server answers both wires, each message by what it looks like; a client speaks STAMP'
stamp\t'The standard: RFC 8762, with the extensions of RFC 8972; TWAMP-Light programs are understood'
course\t'The exercise\'s: any packet is acknowledged, without a number'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l stateful -d 'Count packets by session, so that a sender can tell loss on the way there from loss on the way back [default: true]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l max-sessions -d 'How many sessions a server counts at once; others are answered without a number of their own [default: 65536]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l session-timeout -d 'How long a session may be silent and still go on; where there is no room for others a minute at the most [default: 1h]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l min-interval -d 'How far apart the packets of a session must be on average; off for no limit [default: off]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l max-size -d 'The longest STAMP packet that is answered, in bytes [default: 65507]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l require-auth -d 'Answer only STAMP packets whose HMAC is made with the key' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l location -d 'Tell senders who ask for it the addresses and ports that their packets arrived with [default: true]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l threads -d 'Threads that answer; with several each has a socket of its own at the same port, and a sender stays with one of them [default: 1]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -s k -l key-file -d 'File with the shared secret on its only line: text, or 32 hexadecimal digits and more; without it the environment variable SOCKCTL_KEY' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l loss -d 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l delay -d 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l duplicate -d 'Share of the answers over UDP that leave twice [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l reorder -d 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l corrupt -d 'Share of the answers over UDP in which one bit is flipped [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l seed -d 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l targets -d 'File with more targets, one on each line; what follows a # is a remark' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l wire -d 'What is spoken. A server with auto answers STAMP and the course\'s packets, each by what it looks like; a client with auto speaks STAMP [default: auto]' -r -f -a "auto\t'A server answers both wires, each message by what it looks like; a client speaks STAMP'
stamp\t'The standard: RFC 8762, with the extensions of RFC 8972; TWAMP-Light programs are understood'
course\t'The exercise\'s: any packet is acknowledged, without a number'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -s p -l port -d 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -s n -l count -d 'How many packets a client sends; 0 until it is stopped [default: 10]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -s i -l interval -d 'Time between packets [default: 1s]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -s s -l size -d 'Bytes each packet carries; STAMP\'s have as many as what they ask for needs [default: 64]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -s t -l duration -d 'How long a client sends packets, however many unless a count is given too; off for no limit [default: off]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l reply-timeout -d 'How long after it left a packet can still be answered [default: 1s]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l every -d 'How often a client prints its figures so far; off for only at the end [default: off]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l schedule -d 'When packets leave: periodic (an interval apart) or poisson (at random, an interval apart on average) [default: periodic]' -r -f -a "periodic\t'An interval apart'
poisson\t'At random, an interval apart on average'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l timer -d 'How the sender waits: sleep (late by what the system likes), hybrid (sleeps, then spins for at most 100 microseconds) or busy (spins) [default: hybrid]' -r -f -a "sleep\t'Sleeps until the slot: costs nothing, and is as late as the system wakes it'
hybrid\t'Sleeps until shortly before the slot and spins for the rest'
busy\t'Spins all the time: on time, for a whole processor'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l source -d 'Send from this address of this machine' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l interface -d 'Send by this interface' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l ttl -d 'TTL or hop limit that packets leave with; what is left of it tells how many routers they passed [default: 255]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l dscp -d 'DSCP that packets leave with, from 0 to 63 [default: 0]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l df -d 'Let nobody on the way break packets in pieces' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l tlv -d 'What STAMP packets ask for: class-of-service, direct-measurement, follow-up-telemetry, timestamp-information, location [default: direct-measurement class-of-service]' -r -f -a "class-of-service\t'Which DSCP and ECN arrived there'
direct-measurement\t'How many packets arrived there and were answered'
follow-up-telemetry\t'When the reply before really left'
timestamp-information\t'Where the reflector\'s clock gets its time'
location\t'From which address and port packets arrived'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l ssid -d 'Session id, from 1 to 65535, in place of a random one' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -s k -l key-file -d 'File with the shared secret on its only line: text, or 32 hexadecimal digits and more; without it the environment variable SOCKCTL_KEY' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l csv -d 'Write a line for each packet to this file' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l plot -d 'Draw round trips against time, and their distribution, into this file, which ends in .svg or .png' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l fail-if -d 'End with status 4 if this is so at the end, as in \'loss>1%\' or \'rtt.p99>5ms\'; repeatable' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -s 4 -l ipv4 -d 'Use IPv4 alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -s 6 -l ipv6 -d 'Use IPv6 alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l mtu -d 'Find the longest packet that the way there takes whole, and no more'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from client" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -l fast -d 'The program runs so many times faster than the exercise says: its times are divided by this' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -l patience -d 'How long the program may take for each answer' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -l junit -d 'Write the findings for graders\' pipelines' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -l explain -d 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails' -r -f -a "PI-01\t'`C <size>` is answered: Buffer Size Calibrated at Server.'
PI-02\t'A packet is acknowledged: Packet Acknowledged'
PI-03\t'A calibration is never lost and not delayed'
PI-04\t'A tenth of the packets is lost'
PI-05\t'Acknowledgements are late by 0.1 ms to 0.5 s, each time another'
PI-06\t'Each answer goes to the client that asked'
PI-07\t'A client may calibrate again, with another size'
PI-08\t'The delay of one client\'s packet does not delay the others\''
PI-09\t'A datagram that is longer than the size announced is not cut'
PI-10\t'What begins with C and is no calibration does not end the server'
PI-11\t'A packet may be empty or no text: it is acknowledged like any other'
PI-12\t'The server prints each message it takes'
PI-13\t'`exit` is answered: Stopping the Server.'
PI-14\t'`exit` ends the server, with status 0'
PI-41\t'First of all it says `C` and the size it is asked for'
PI-42\t'It waits for the answer to `C <size>` before it sends packets'
PI-43\t'It sends as many packets as it is asked for, and no more'
PI-44\t'Packets leave one interval after another, however long the answers take'
PI-45\t'When a packet is lost, the next one follows all the same'
PI-46\t'For each packet it prints its number and its round-trip time'
PI-47\t'It prints which packet was lost'
PI-48\t'At the end it prints the average round-trip time of the packets that were answered'
PI-49\t'At the end it prints the percentage of packets that were lost'
PI-50\t'After the last packet it says `exit`, and ends with status 0 when that is answered'
PI-51\t'No packet begins with C'
PI-52\t'An answer that comes after the interval is not taken for the next packet\'s'
PI-53\t'When nobody answers `C <size>`, it says so and ends, within 30 seconds'
PI-54\t'When nobody answers `exit`, it prints its figures and ends all the same, within 30 seconds'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -l only -d 'Play these cases alone' -r -f -a "PI-01\t'`C <size>` is answered: Buffer Size Calibrated at Server.'
PI-02\t'A packet is acknowledged: Packet Acknowledged'
PI-03\t'A calibration is never lost and not delayed'
PI-04\t'A tenth of the packets is lost'
PI-05\t'Acknowledgements are late by 0.1 ms to 0.5 s, each time another'
PI-06\t'Each answer goes to the client that asked'
PI-07\t'A client may calibrate again, with another size'
PI-08\t'The delay of one client\'s packet does not delay the others\''
PI-09\t'A datagram that is longer than the size announced is not cut'
PI-10\t'What begins with C and is no calibration does not end the server'
PI-11\t'A packet may be empty or no text: it is acknowledged like any other'
PI-12\t'The server prints each message it takes'
PI-13\t'`exit` is answered: Stopping the Server.'
PI-14\t'`exit` ends the server, with status 0'
PI-41\t'First of all it says `C` and the size it is asked for'
PI-42\t'It waits for the answer to `C <size>` before it sends packets'
PI-43\t'It sends as many packets as it is asked for, and no more'
PI-44\t'Packets leave one interval after another, however long the answers take'
PI-45\t'When a packet is lost, the next one follows all the same'
PI-46\t'For each packet it prints its number and its round-trip time'
PI-47\t'It prints which packet was lost'
PI-48\t'At the end it prints the average round-trip time of the packets that were answered'
PI-49\t'At the end it prints the percentage of packets that were lost'
PI-50\t'After the last packet it says `exit`, and ends with status 0 when that is answered'
PI-51\t'No packet begins with C'
PI-52\t'An answer that comes after the interval is not taken for the next packet\'s'
PI-53\t'When nobody answers `C <size>`, it says so and ends, within 30 seconds'
PI-54\t'When nobody answers `exit`, it prints its figures and ends all the same, within 30 seconds'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -l skip -d 'Leave these cases out' -r -f -a "PI-01\t'`C <size>` is answered: Buffer Size Calibrated at Server.'
PI-02\t'A packet is acknowledged: Packet Acknowledged'
PI-03\t'A calibration is never lost and not delayed'
PI-04\t'A tenth of the packets is lost'
PI-05\t'Acknowledgements are late by 0.1 ms to 0.5 s, each time another'
PI-06\t'Each answer goes to the client that asked'
PI-07\t'A client may calibrate again, with another size'
PI-08\t'The delay of one client\'s packet does not delay the others\''
PI-09\t'A datagram that is longer than the size announced is not cut'
PI-10\t'What begins with C and is no calibration does not end the server'
PI-11\t'A packet may be empty or no text: it is acknowledged like any other'
PI-12\t'The server prints each message it takes'
PI-13\t'`exit` is answered: Stopping the Server.'
PI-14\t'`exit` ends the server, with status 0'
PI-41\t'First of all it says `C` and the size it is asked for'
PI-42\t'It waits for the answer to `C <size>` before it sends packets'
PI-43\t'It sends as many packets as it is asked for, and no more'
PI-44\t'Packets leave one interval after another, however long the answers take'
PI-45\t'When a packet is lost, the next one follows all the same'
PI-46\t'For each packet it prints its number and its round-trip time'
PI-47\t'It prints which packet was lost'
PI-48\t'At the end it prints the average round-trip time of the packets that were answered'
PI-49\t'At the end it prints the percentage of packets that were lost'
PI-50\t'After the last packet it says `exit`, and ends with status 0 when that is answered'
PI-51\t'No packet begins with C'
PI-52\t'An answer that comes after the interval is not taken for the next packet\'s'
PI-53\t'When nobody answers `C <size>`, it says so and ends, within 30 seconds'
PI-54\t'When nobody answers `exit`, it prints its figures and ends all the same, within 30 seconds'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -l list -d 'List the cases'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -f -a "server" -d 'Judge a server: one that runs, or one that is started for each case'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -f -a "client" -d 'Judge a client: one that is started for each case, by a command or by you'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from check" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from help" -f -a "serve" -d 'Reflect packets'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from help" -f -a "client" -d 'Probe one server or several: loss, delay and jitter'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from help" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand ping; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and not __fish_seen_subcommand_from serve client check help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and not __fish_seen_subcommand_from serve client check help" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and not __fish_seen_subcommand_from serve client check help" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and not __fish_seen_subcommand_from serve client check help" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and not __fish_seen_subcommand_from serve client check help" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and not __fish_seen_subcommand_from serve client check help" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and not __fish_seen_subcommand_from serve client check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and not __fish_seen_subcommand_from serve client check help" -f -a "serve" -d 'Acknowledge packets, as the server of ping does'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and not __fish_seen_subcommand_from serve client check help" -f -a "client" -d 'Send packets at a shrinking interval and measure what comes through, second by second'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and not __fish_seen_subcommand_from serve client check help" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and not __fish_seen_subcommand_from serve client check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l probe-port -d 'Port of the server of probes: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -s B -l bind -d 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l max-pps -d 'Requests a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 20000]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l course-peers -d 'Whom a server answers over UDP on the course wire, whose replies are larger than their requests [default: private]' -r -f -a "private\t'Loopback, private, link-local and unique-local addresses'
loopback\t'This machine alone'
any\t'Everybody'"
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l allow -d 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l deny -d 'Ranges of addresses that are never served, even when they are allowed [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l remote-stop -d 'Whose stop word (exit) ends the server: off for nobody\'s, loopback for those of this machine [default: off]' -r -f -a "off\t'Nobody\'s does'
loopback\t'One from this machine does'"
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l events -d 'Print each message taken and its answer; on a client, each packet and what became of it' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l loss -d 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l delay -d 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l duplicate -d 'Share of the answers over UDP that leave twice [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l reorder -d 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l corrupt -d 'Share of the answers over UDP in which one bit is flipped [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l seed -d 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -l probe-port -d 'Port of the server of probes: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -l wire -d 'What a client measures with: course (packets at a shrinking interval); so far the only way [default: course]' -r -f -a "course\t'The course\'s: UDP packets at a shrinking interval, each acknowledged'"
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -l source -d 'Send from this address of this machine' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -s n -l count -d 'How many packets a client sends; 0 until it is stopped [default: 100]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -s i -l interval -d 'Time between the first two packets [default: 500ms]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -l factor -d 'What the interval is multiplied by after each packet: above 0, at most 1 [default: 0.95]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -l min-interval -d 'The interval gets no shorter than this [default: 1ms]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -s s -l size -d 'Bytes each packet carries [default: 1000]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -l reply-timeout -d 'How long after it left a packet can still be answered [default: 1s]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -l csv -d 'Write a line for each packet to this file' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -l plot -d 'Draw throughput and delay against time into this file, which ends in .svg or .png' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -s 4 -l ipv4 -d 'Use IPv4 alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -s 6 -l ipv6 -d 'Use IPv6 alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from client" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -l fast -d 'The program runs so many times faster than the exercise says: its times are divided by this' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -l patience -d 'How long the program may take for each answer' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -l junit -d 'Write the findings for graders\' pipelines' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -l explain -d 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails' -r -f -a "PI-01\t'`C <size>` is answered: Buffer Size Calibrated at Server.'
PI-02\t'A packet is acknowledged: Packet Acknowledged'
PI-03\t'A calibration is never lost and not delayed'
PI-04\t'A tenth of the packets is lost'
PI-05\t'Acknowledgements are late by 0.1 ms to 0.5 s, each time another'
PI-06\t'Each answer goes to the client that asked'
PI-07\t'A client may calibrate again, with another size'
PI-08\t'The delay of one client\'s packet does not delay the others\''
PI-09\t'A datagram that is longer than the size announced is not cut'
PI-10\t'What begins with C and is no calibration does not end the server'
PI-11\t'A packet may be empty or no text: it is acknowledged like any other'
PI-12\t'The server prints each message it takes'
PI-13\t'`exit` is answered: Stopping the Server.'
PI-14\t'`exit` ends the server, with status 0'
TP-41\t'First of all it says `C` and the size it is asked for'
TP-42\t'It waits for the answer to `C <size>` before it sends packets'
TP-43\t'It sends as many packets as it is asked for, and no more'
TP-44\t'After each packet the interval is 0.95 of what it was'
TP-45\t'The first interval is the one it is asked for'
TP-46\t'When a packet is lost, the next one follows all the same'
TP-47\t'It lists every packet with its interval'
TP-48\t'It lists every packet with its send time and its reply time'
TP-49\t'It lists which packet was lost'
TP-50\t'For every second it prints the throughput: acknowledged packets x size x 8 x 2 bits'
TP-51\t'For every second it prints the mean delay of its acknowledged packets'
TP-52\t'A second without packets has a row too, with 0'
TP-53\t'After the last packet it says `exit`, and ends with status 0 when that is answered'
TP-54\t'No packet begins with C'
TP-55\t'When nobody answers `C <size>`, it says so and ends, within 30 seconds'
TP-56\t'When nobody answers `exit`, it prints its figures and ends all the same, within 30 seconds'"
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -l only -d 'Play these cases alone' -r -f -a "PI-01\t'`C <size>` is answered: Buffer Size Calibrated at Server.'
PI-02\t'A packet is acknowledged: Packet Acknowledged'
PI-03\t'A calibration is never lost and not delayed'
PI-04\t'A tenth of the packets is lost'
PI-05\t'Acknowledgements are late by 0.1 ms to 0.5 s, each time another'
PI-06\t'Each answer goes to the client that asked'
PI-07\t'A client may calibrate again, with another size'
PI-08\t'The delay of one client\'s packet does not delay the others\''
PI-09\t'A datagram that is longer than the size announced is not cut'
PI-10\t'What begins with C and is no calibration does not end the server'
PI-11\t'A packet may be empty or no text: it is acknowledged like any other'
PI-12\t'The server prints each message it takes'
PI-13\t'`exit` is answered: Stopping the Server.'
PI-14\t'`exit` ends the server, with status 0'
TP-41\t'First of all it says `C` and the size it is asked for'
TP-42\t'It waits for the answer to `C <size>` before it sends packets'
TP-43\t'It sends as many packets as it is asked for, and no more'
TP-44\t'After each packet the interval is 0.95 of what it was'
TP-45\t'The first interval is the one it is asked for'
TP-46\t'When a packet is lost, the next one follows all the same'
TP-47\t'It lists every packet with its interval'
TP-48\t'It lists every packet with its send time and its reply time'
TP-49\t'It lists which packet was lost'
TP-50\t'For every second it prints the throughput: acknowledged packets x size x 8 x 2 bits'
TP-51\t'For every second it prints the mean delay of its acknowledged packets'
TP-52\t'A second without packets has a row too, with 0'
TP-53\t'After the last packet it says `exit`, and ends with status 0 when that is answered'
TP-54\t'No packet begins with C'
TP-55\t'When nobody answers `C <size>`, it says so and ends, within 30 seconds'
TP-56\t'When nobody answers `exit`, it prints its figures and ends all the same, within 30 seconds'"
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -l skip -d 'Leave these cases out' -r -f -a "PI-01\t'`C <size>` is answered: Buffer Size Calibrated at Server.'
PI-02\t'A packet is acknowledged: Packet Acknowledged'
PI-03\t'A calibration is never lost and not delayed'
PI-04\t'A tenth of the packets is lost'
PI-05\t'Acknowledgements are late by 0.1 ms to 0.5 s, each time another'
PI-06\t'Each answer goes to the client that asked'
PI-07\t'A client may calibrate again, with another size'
PI-08\t'The delay of one client\'s packet does not delay the others\''
PI-09\t'A datagram that is longer than the size announced is not cut'
PI-10\t'What begins with C and is no calibration does not end the server'
PI-11\t'A packet may be empty or no text: it is acknowledged like any other'
PI-12\t'The server prints each message it takes'
PI-13\t'`exit` is answered: Stopping the Server.'
PI-14\t'`exit` ends the server, with status 0'
TP-41\t'First of all it says `C` and the size it is asked for'
TP-42\t'It waits for the answer to `C <size>` before it sends packets'
TP-43\t'It sends as many packets as it is asked for, and no more'
TP-44\t'After each packet the interval is 0.95 of what it was'
TP-45\t'The first interval is the one it is asked for'
TP-46\t'When a packet is lost, the next one follows all the same'
TP-47\t'It lists every packet with its interval'
TP-48\t'It lists every packet with its send time and its reply time'
TP-49\t'It lists which packet was lost'
TP-50\t'For every second it prints the throughput: acknowledged packets x size x 8 x 2 bits'
TP-51\t'For every second it prints the mean delay of its acknowledged packets'
TP-52\t'A second without packets has a row too, with 0'
TP-53\t'After the last packet it says `exit`, and ends with status 0 when that is answered'
TP-54\t'No packet begins with C'
TP-55\t'When nobody answers `C <size>`, it says so and ends, within 30 seconds'
TP-56\t'When nobody answers `exit`, it prints its figures and ends all the same, within 30 seconds'"
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -l list -d 'List the cases'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -f -a "server" -d 'Judge a server: one that runs, or one that is started for each case'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -f -a "client" -d 'Judge a client: one that is started for each case, by a command or by you'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from check" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from help" -f -a "serve" -d 'Acknowledge packets, as the server of ping does'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from help" -f -a "client" -d 'Send packets at a shrinking interval and measure what comes through, second by second'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from help" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand throughput; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and not __fish_seen_subcommand_from serve client check help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and not __fish_seen_subcommand_from serve client check help" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and not __fish_seen_subcommand_from serve client check help" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and not __fish_seen_subcommand_from serve client check help" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and not __fish_seen_subcommand_from serve client check help" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and not __fish_seen_subcommand_from serve client check help" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and not __fish_seen_subcommand_from serve client check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and not __fish_seen_subcommand_from serve client check help" -f -a "serve" -d 'Send a file to every client that knows the key'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and not __fish_seen_subcommand_from serve client check help" -f -a "client" -d 'Fetch a server\'s file'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and not __fish_seen_subcommand_from serve client check help" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and not __fish_seen_subcommand_from serve client check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -s p -l port -d 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 2121]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -s B -l bind -d 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l wire -d 'How the file is asked for and sent: course (a key in clear, then the bytes until the end); so far the only way [default: course]' -r -f -a "course\t'The course\'s: a key in clear, one of two words, and the file until the connection ends'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l course-key -d 'Key a client must say on the course wire, where everybody on the way can read it [default: SECRET_KEY]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l course-key-file -d 'File whose only line is the key of the course wire' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l max-clients -d 'The most connections open at once; further ones are closed [default: 1024]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l auth-timeout -d 'How long a client may take to say the key [default: 10s]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l course-pause -d 'How long a server waits between AUTH_SUCCESS and the file: course clients lose what comes at once; off for not at all [default: 300ms]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l stall-timeout -d 'How long the other end may take, or send, no byte of the file before it is given up; off for ever [default: 30s]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l max-pps -d 'Connections a second that one source (an IPv4 address, an IPv6 /64) may open; loopback may open any number [default: 50]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l allow -d 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l deny -d 'Ranges of addresses that are never served, even when they are allowed [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l events -d 'Print each connection, whether its key was right, and what became of the file' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l once -d 'End when one client has been sent the whole file, serving one at a time'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -s p -l port -d 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 2121]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -l source -d 'Send from this address of this machine' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -l wire -d 'How the file is asked for and sent: course (a key in clear, then the bytes until the end); so far the only way [default: course]' -r -f -a "course\t'The course\'s: a key in clear, one of two words, and the file until the connection ends'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -s o -l output -d 'File a client writes, under this name only when all of it has come; - for standard output [default: received-file]' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -l course-key -d 'Key a client must say on the course wire, where everybody on the way can read it [default: SECRET_KEY]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -l course-key-file -d 'File whose only line is the key of the course wire' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -l reply-timeout -d 'How long a client waits at each address to be connected, and then for the answer to its key; off for ever [default: 15s]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -l stall-timeout -d 'How long the other end may take, or send, no byte of the file before it is given up; off for ever [default: 30s]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -s 4 -l ipv4 -d 'Use IPv4 alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -s 6 -l ipv6 -d 'Use IPv6 alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -l force -d 'Replace a file of that name, once all of the new one has come'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from client" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -l fast -d 'The program runs so many times faster than the exercise says: its times are divided by this' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -l patience -d 'How long the program may take for each answer' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -l junit -d 'Write the findings for graders\' pipelines' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -l explain -d 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails' -r -f -a "FT-01\t'The right key is answered with AUTH_SUCCESS'
FT-02\t'After AUTH_SUCCESS comes the file, from its first byte to its last, and nothing else'
FT-03\t'The connection closes after the file'
FT-04\t'A file of 1 MiB with every byte value comes whole'
FT-05\t'A wrong key is answered with AUTH_ERROR and nothing else'
FT-06\t'The connection closes after a wrong key'
FT-07\t'The beginning of the key is a wrong key'
FT-08\t'The key with something behind it is a wrong key'
FT-09\t'An empty file is AUTH_SUCCESS and nothing more'
FT-10\t'A key that arrives in two pieces is one key'
FT-11\t'Bytes that are no text are a wrong key like any other'
FT-12\t'When a client has the file, the next one gets the same'
FT-13\t'After a wrong key the next client is served'
FT-14\t'After a client that left without a word the next one is served'
FT-15\t'A client that breaks off in the middle of the file does not end the server'
FT-16\t'A client that says nothing does not hold others up'
FT-17\t'Between AUTH_SUCCESS and the file there is a short pause'
FT-41\t'The client says the key first, and nothing else'
FT-42\t'After AUTH_SUCCESS it writes what comes into its file, byte for byte, until the connection closes'
FT-43\t'A file of 4 MiB is written whole'
FT-44\t'When the file has come it ends, with exit status 0'
FT-45\t'On AUTH_ERROR it tells so'
FT-46\t'On AUTH_ERROR it writes no file'
FT-47\t'On AUTH_ERROR its exit status is not 0'
FT-48\t'It says the key in one write'
FT-49\t'Bytes of the file that come together with AUTH_SUCCESS are not lost'
FT-50\t'AUTH_SUCCESS that arrives in two pieces is one answer'
FT-51\t'An empty file is written too'
FT-52\t'A file that comes in short pieces with pauses between them is written whole'
FT-53\t'An answer that is neither AUTH_SUCCESS nor AUTH_ERROR is told, by an exit status other than 0'
FT-54\t'A server that closes without an answer is told, by an exit status other than 0'
FT-55\t'A connection that is broken off in the middle of the file is told, by an exit status other than 0'
FT-56\t'When the connection is broken off, no part of the file stays under its name'
FT-57\t'A server that does not answer the key does not hang it for ever'
FT-58\t'When nobody listens it tells so and its exit status is not 0'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -l only -d 'Play these cases alone' -r -f -a "FT-01\t'The right key is answered with AUTH_SUCCESS'
FT-02\t'After AUTH_SUCCESS comes the file, from its first byte to its last, and nothing else'
FT-03\t'The connection closes after the file'
FT-04\t'A file of 1 MiB with every byte value comes whole'
FT-05\t'A wrong key is answered with AUTH_ERROR and nothing else'
FT-06\t'The connection closes after a wrong key'
FT-07\t'The beginning of the key is a wrong key'
FT-08\t'The key with something behind it is a wrong key'
FT-09\t'An empty file is AUTH_SUCCESS and nothing more'
FT-10\t'A key that arrives in two pieces is one key'
FT-11\t'Bytes that are no text are a wrong key like any other'
FT-12\t'When a client has the file, the next one gets the same'
FT-13\t'After a wrong key the next client is served'
FT-14\t'After a client that left without a word the next one is served'
FT-15\t'A client that breaks off in the middle of the file does not end the server'
FT-16\t'A client that says nothing does not hold others up'
FT-17\t'Between AUTH_SUCCESS and the file there is a short pause'
FT-41\t'The client says the key first, and nothing else'
FT-42\t'After AUTH_SUCCESS it writes what comes into its file, byte for byte, until the connection closes'
FT-43\t'A file of 4 MiB is written whole'
FT-44\t'When the file has come it ends, with exit status 0'
FT-45\t'On AUTH_ERROR it tells so'
FT-46\t'On AUTH_ERROR it writes no file'
FT-47\t'On AUTH_ERROR its exit status is not 0'
FT-48\t'It says the key in one write'
FT-49\t'Bytes of the file that come together with AUTH_SUCCESS are not lost'
FT-50\t'AUTH_SUCCESS that arrives in two pieces is one answer'
FT-51\t'An empty file is written too'
FT-52\t'A file that comes in short pieces with pauses between them is written whole'
FT-53\t'An answer that is neither AUTH_SUCCESS nor AUTH_ERROR is told, by an exit status other than 0'
FT-54\t'A server that closes without an answer is told, by an exit status other than 0'
FT-55\t'A connection that is broken off in the middle of the file is told, by an exit status other than 0'
FT-56\t'When the connection is broken off, no part of the file stays under its name'
FT-57\t'A server that does not answer the key does not hang it for ever'
FT-58\t'When nobody listens it tells so and its exit status is not 0'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -l skip -d 'Leave these cases out' -r -f -a "FT-01\t'The right key is answered with AUTH_SUCCESS'
FT-02\t'After AUTH_SUCCESS comes the file, from its first byte to its last, and nothing else'
FT-03\t'The connection closes after the file'
FT-04\t'A file of 1 MiB with every byte value comes whole'
FT-05\t'A wrong key is answered with AUTH_ERROR and nothing else'
FT-06\t'The connection closes after a wrong key'
FT-07\t'The beginning of the key is a wrong key'
FT-08\t'The key with something behind it is a wrong key'
FT-09\t'An empty file is AUTH_SUCCESS and nothing more'
FT-10\t'A key that arrives in two pieces is one key'
FT-11\t'Bytes that are no text are a wrong key like any other'
FT-12\t'When a client has the file, the next one gets the same'
FT-13\t'After a wrong key the next client is served'
FT-14\t'After a client that left without a word the next one is served'
FT-15\t'A client that breaks off in the middle of the file does not end the server'
FT-16\t'A client that says nothing does not hold others up'
FT-17\t'Between AUTH_SUCCESS and the file there is a short pause'
FT-41\t'The client says the key first, and nothing else'
FT-42\t'After AUTH_SUCCESS it writes what comes into its file, byte for byte, until the connection closes'
FT-43\t'A file of 4 MiB is written whole'
FT-44\t'When the file has come it ends, with exit status 0'
FT-45\t'On AUTH_ERROR it tells so'
FT-46\t'On AUTH_ERROR it writes no file'
FT-47\t'On AUTH_ERROR its exit status is not 0'
FT-48\t'It says the key in one write'
FT-49\t'Bytes of the file that come together with AUTH_SUCCESS are not lost'
FT-50\t'AUTH_SUCCESS that arrives in two pieces is one answer'
FT-51\t'An empty file is written too'
FT-52\t'A file that comes in short pieces with pauses between them is written whole'
FT-53\t'An answer that is neither AUTH_SUCCESS nor AUTH_ERROR is told, by an exit status other than 0'
FT-54\t'A server that closes without an answer is told, by an exit status other than 0'
FT-55\t'A connection that is broken off in the middle of the file is told, by an exit status other than 0'
FT-56\t'When the connection is broken off, no part of the file stays under its name'
FT-57\t'A server that does not answer the key does not hang it for ever'
FT-58\t'When nobody listens it tells so and its exit status is not 0'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -l list -d 'List the cases'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -f -a "server" -d 'Judge a server: one that runs, or one that is started for each case'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -f -a "client" -d 'Judge a client: one that is started for each case, by a command or by you'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from check" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from help" -f -a "serve" -d 'Send a file to every client that knows the key'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from help" -f -a "client" -d 'Fetch a server\'s file'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from help" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand ftp; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and not __fish_seen_subcommand_from serve client check help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and not __fish_seen_subcommand_from serve client check help" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and not __fish_seen_subcommand_from serve client check help" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and not __fish_seen_subcommand_from serve client check help" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and not __fish_seen_subcommand_from serve client check help" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and not __fish_seen_subcommand_from serve client check help" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and not __fish_seen_subcommand_from serve client check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and not __fish_seen_subcommand_from serve client check help" -f -a "serve" -d 'Pass messages on between those who have registered'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and not __fish_seen_subcommand_from serve client check help" -f -a "client" -d 'Send messages to other clients of a relay, and receive theirs'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and not __fish_seen_subcommand_from serve client check help" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and not __fish_seen_subcommand_from serve client check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -s p -l port -d 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 3478]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -s B -l bind -d 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l wire -d 'How messages are passed on: course (hii registers, to:IP/PORT;content:TEXT sends); so far the only way [default: course]' -r -f -a "course\t'The course\'s: hii registers, to:IP/PORT;content:TEXT sends'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l peer-ttl -d 'How long a peer stays registered after its last message, whatever it says [default: 5m]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l max-peers -d 'The most peers registered at once; further ones are not answered [default: 100000]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l max-first-contacts -d 'Registrations a second that one source may make for addresses not registered yet; loopback may make any number [default: 5]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l open -d 'Pass messages on to any address of this machine, registered or not, as the exercise does; on a loopback bind alone' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l max-pps -d 'Requests a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 100]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l course-peers -d 'Whom a server answers over UDP on the course wire, whose replies are larger than their requests [default: private]' -r -f -a "private\t'Loopback, private, link-local and unique-local addresses'
loopback\t'This machine alone'
any\t'Everybody'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l allow -d 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l deny -d 'Ranges of addresses that are never served, even when they are allowed [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l remote-stop -d 'Whose stop word (exit server) ends the server: off for nobody\'s, loopback for those of this machine [default: off]' -r -f -a "off\t'Nobody\'s does'
loopback\t'One from this machine does'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l events -d 'Print each message taken and its answer' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l loss -d 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l delay -d 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l duplicate -d 'Share of the answers over UDP that leave twice [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l reorder -d 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l corrupt -d 'Share of the answers over UDP in which one bit is flipped [default: 0%]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l seed -d 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -s p -l port -d 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 3478]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -l source -d 'Send from this address of this machine' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -l wire -d 'How messages are passed on: course (hii registers, to:IP/PORT;content:TEXT sends); so far the only way [default: course]' -r -f -a "course\t'The course\'s: hii registers, to:IP/PORT;content:TEXT sends'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -l to -d 'Send one message to this address, or each line of standard input when no message is given' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -s n -l count -d 'How many messages a client receives before it ends; 0 until it is stopped [default: 0]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -s t -l duration -d 'How long a client that receives stays; off for no limit [default: off]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -l refresh -d 'How often a client that receives registers again, so that neither the relay nor a router on the way forgets it [default: 1m]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -l reply-timeout -d 'How long a client waits for each answer [default: 1s]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -l tries -d 'How often a client says the same before it gives up; when only the answer was lost, the message arrives again [default: 3]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -s 4 -l ipv4 -d 'Use IPv4 alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -s 6 -l ipv6 -d 'Use IPv6 alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -s l -l listen -d 'Register and print every message that arrives'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from client" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -l fast -d 'The program runs so many times faster than the exercise says: its times are divided by this' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -l patience -d 'How long the program may take for each answer' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -l junit -d 'Write the findings for graders\' pipelines' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -l explain -d 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails' -r -f -a "RE-01\t'`hii` is answered with the sender\'s own address as a Python tuple: `(\'<ip>\', <port>)`'
RE-02\t'`hii` is taken in any case: HII, Hii, hIi'
RE-03\t'A message arrives at its target as `<source ip>/<source port> ; content : <text>`'
RE-04\t'The sender of a message is answered `200, UDP Packet Sent Successfully`'
RE-05\t'A message to oneself arrives as well'
RE-06\t'A message without `;` is answered 400'
RE-07\t'401 where the header has not exactly one `:` and one `/`, or the content has no `:`'
RE-08\t'402 where the header\'s word is not `to`'
RE-09\t'403 where the port is no number'
RE-10\t'404 where the content\'s word is not `content`'
RE-11\t'405 where the message cannot be sent: to port 70000'
RE-12\t'Where several things are wrong, the code is that of the first in the order of the table'
RE-13\t'Spaces around the parts of a message are allowed'
RE-14\t'The words `to` and `content` are taken in any case'
RE-15\t'A text with `;` and `/` arrives whole'
RE-16\t'Nothing but exactly `exit server` ends it: not `exit`, not `exit server now`'
RE-17\t'`exit server` ends the server'
RE-18\t'The message leaves before the 200: a message to oneself comes before its own answer'
RE-19\t'Two pairs at once: each message arrives at its own target, each answer at its own sender'
RE-20\t'A text with a `:` arrives whole'
RE-21\t'A message of 2000 bytes arrives whole'
RE-22\t'An empty datagram does not end the server'
RE-23\t'Bytes that are no text are answered 400 and do not end the server'
RE-24\t'A message to an address where nobody is does not end the server'
RE-25\t'A host name as target is answered 405'
RE-26\t'The server prints each message it takes'
RE-41\t'The client says `hii`'
RE-42\t'It prints its own address as the server answers it'
RE-43\t'Its message is `to:<ip>/<port>;content:<text>`'
RE-44\t'It prints the answer to its message: 200'
RE-45\t'It prints the code of a message that was refused: 401, 405'
RE-46\t'It prints a message that arrives: the sender\'s address and the text'
RE-47\t'It ends when it is told to, with status 0'
RE-48\t'It says `exit server` when it is told to close the server'
RE-49\t'A message that arrives before the answer is not taken for the answer, and neither is lost'
RE-50\t'When no answer comes it does not wait for ever'
RE-51\t'A message that is no text does not end it: the next one is shown'
RE-52\t'What comes from another address than the server\'s is not taken for the answer'
RE-53\t'A text with `;`, `:` and `/` is shown whole'
RE-54\t'A message of 2000 bytes is shown whole'
RE-55\t'It prints the menu with its five entries'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -l only -d 'Play these cases alone' -r -f -a "RE-01\t'`hii` is answered with the sender\'s own address as a Python tuple: `(\'<ip>\', <port>)`'
RE-02\t'`hii` is taken in any case: HII, Hii, hIi'
RE-03\t'A message arrives at its target as `<source ip>/<source port> ; content : <text>`'
RE-04\t'The sender of a message is answered `200, UDP Packet Sent Successfully`'
RE-05\t'A message to oneself arrives as well'
RE-06\t'A message without `;` is answered 400'
RE-07\t'401 where the header has not exactly one `:` and one `/`, or the content has no `:`'
RE-08\t'402 where the header\'s word is not `to`'
RE-09\t'403 where the port is no number'
RE-10\t'404 where the content\'s word is not `content`'
RE-11\t'405 where the message cannot be sent: to port 70000'
RE-12\t'Where several things are wrong, the code is that of the first in the order of the table'
RE-13\t'Spaces around the parts of a message are allowed'
RE-14\t'The words `to` and `content` are taken in any case'
RE-15\t'A text with `;` and `/` arrives whole'
RE-16\t'Nothing but exactly `exit server` ends it: not `exit`, not `exit server now`'
RE-17\t'`exit server` ends the server'
RE-18\t'The message leaves before the 200: a message to oneself comes before its own answer'
RE-19\t'Two pairs at once: each message arrives at its own target, each answer at its own sender'
RE-20\t'A text with a `:` arrives whole'
RE-21\t'A message of 2000 bytes arrives whole'
RE-22\t'An empty datagram does not end the server'
RE-23\t'Bytes that are no text are answered 400 and do not end the server'
RE-24\t'A message to an address where nobody is does not end the server'
RE-25\t'A host name as target is answered 405'
RE-26\t'The server prints each message it takes'
RE-41\t'The client says `hii`'
RE-42\t'It prints its own address as the server answers it'
RE-43\t'Its message is `to:<ip>/<port>;content:<text>`'
RE-44\t'It prints the answer to its message: 200'
RE-45\t'It prints the code of a message that was refused: 401, 405'
RE-46\t'It prints a message that arrives: the sender\'s address and the text'
RE-47\t'It ends when it is told to, with status 0'
RE-48\t'It says `exit server` when it is told to close the server'
RE-49\t'A message that arrives before the answer is not taken for the answer, and neither is lost'
RE-50\t'When no answer comes it does not wait for ever'
RE-51\t'A message that is no text does not end it: the next one is shown'
RE-52\t'What comes from another address than the server\'s is not taken for the answer'
RE-53\t'A text with `;`, `:` and `/` is shown whole'
RE-54\t'A message of 2000 bytes is shown whole'
RE-55\t'It prints the menu with its five entries'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -l skip -d 'Leave these cases out' -r -f -a "RE-01\t'`hii` is answered with the sender\'s own address as a Python tuple: `(\'<ip>\', <port>)`'
RE-02\t'`hii` is taken in any case: HII, Hii, hIi'
RE-03\t'A message arrives at its target as `<source ip>/<source port> ; content : <text>`'
RE-04\t'The sender of a message is answered `200, UDP Packet Sent Successfully`'
RE-05\t'A message to oneself arrives as well'
RE-06\t'A message without `;` is answered 400'
RE-07\t'401 where the header has not exactly one `:` and one `/`, or the content has no `:`'
RE-08\t'402 where the header\'s word is not `to`'
RE-09\t'403 where the port is no number'
RE-10\t'404 where the content\'s word is not `content`'
RE-11\t'405 where the message cannot be sent: to port 70000'
RE-12\t'Where several things are wrong, the code is that of the first in the order of the table'
RE-13\t'Spaces around the parts of a message are allowed'
RE-14\t'The words `to` and `content` are taken in any case'
RE-15\t'A text with `;` and `/` arrives whole'
RE-16\t'Nothing but exactly `exit server` ends it: not `exit`, not `exit server now`'
RE-17\t'`exit server` ends the server'
RE-18\t'The message leaves before the 200: a message to oneself comes before its own answer'
RE-19\t'Two pairs at once: each message arrives at its own target, each answer at its own sender'
RE-20\t'A text with a `:` arrives whole'
RE-21\t'A message of 2000 bytes arrives whole'
RE-22\t'An empty datagram does not end the server'
RE-23\t'Bytes that are no text are answered 400 and do not end the server'
RE-24\t'A message to an address where nobody is does not end the server'
RE-25\t'A host name as target is answered 405'
RE-26\t'The server prints each message it takes'
RE-41\t'The client says `hii`'
RE-42\t'It prints its own address as the server answers it'
RE-43\t'Its message is `to:<ip>/<port>;content:<text>`'
RE-44\t'It prints the answer to its message: 200'
RE-45\t'It prints the code of a message that was refused: 401, 405'
RE-46\t'It prints a message that arrives: the sender\'s address and the text'
RE-47\t'It ends when it is told to, with status 0'
RE-48\t'It says `exit server` when it is told to close the server'
RE-49\t'A message that arrives before the answer is not taken for the answer, and neither is lost'
RE-50\t'When no answer comes it does not wait for ever'
RE-51\t'A message that is no text does not end it: the next one is shown'
RE-52\t'What comes from another address than the server\'s is not taken for the answer'
RE-53\t'A text with `;`, `:` and `/` is shown whole'
RE-54\t'A message of 2000 bytes is shown whole'
RE-55\t'It prints the menu with its five entries'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -l list -d 'List the cases'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -f -a "server" -d 'Judge a server: one that runs, or one that is started for each case'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -f -a "client" -d 'Judge a client: one that is started for each case, by a command or by you'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from check" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from help" -f -a "serve" -d 'Pass messages on between those who have registered'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from help" -f -a "client" -d 'Send messages to other clients of a relay, and receive theirs'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from help" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand relay; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and not __fish_seen_subcommand_from serve client check help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and not __fish_seen_subcommand_from serve client check help" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and not __fish_seen_subcommand_from serve client check help" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and not __fish_seen_subcommand_from serve client check help" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and not __fish_seen_subcommand_from serve client check help" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and not __fish_seen_subcommand_from serve client check help" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and not __fish_seen_subcommand_from serve client check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and not __fish_seen_subcommand_from serve client check help" -f -a "serve" -d 'Take connections over IPv4 and IPv6 and acknowledge what clients say'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and not __fish_seen_subcommand_from serve client check help" -f -a "client" -d 'Connect by name, and see which address and family it took'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and not __fish_seen_subcommand_from serve client check help" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and not __fish_seen_subcommand_from serve client check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -s p -l port -d 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8888]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -s B -l bind -d 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -l max-clients -d 'The most TCP connections open at once; further ones are closed [default: 1024]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -l idle-timeout -d 'A connection ends after this time without a byte; off for never [default: 10m]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -l max-pps -d 'Connections a second that one source (an IPv4 address, an IPv6 /64) may make; loopback may make any number [default: 50]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -l allow -d 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -l deny -d 'Ranges of addresses that are never served, even when they are allowed [default: none]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -l events -d 'Print each message taken, and who comes and goes' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from client" -s p -l port -d 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8888]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from client" -l source -d 'Send from this address of this machine' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from client" -l wire -d 'What a client does with its connection: tcp (nothing) or the course\'s dialogue; a server always speaks the course\'s [default: tcp]' -r -f -a "tcp\t'Nothing: that there is one is the answer'
course\t'The course\'s dialogue: so many texts, each acknowledged, then exit'"
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from client" -s n -l count -d 'How many texts a client of the course\'s dialogue says; 0 until it is stopped [default: 5]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from client" -l reply-timeout -d 'How long a client waits for a connection to each address, and for each acknowledgement [default: 5s]' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from client" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from client" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from client" -s 4 -l ipv4 -d 'Use IPv4 alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from client" -s 6 -l ipv6 -d 'Use IPv6 alone'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from client" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from client" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from client" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from client" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from client" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -l fast -d 'The program runs so many times faster than the exercise says: its times are divided by this' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -l patience -d 'How long the program may take for each answer' -r
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -l junit -d 'Write the findings for graders\' pipelines' -r -F
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -l explain -d 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails' -r -f -a "DS-01\t'A text is answered with Acknowledgement and nothing else'
DS-02\t'Each further text of the same client is acknowledged as well'
DS-03\t'Any other text is acknowledged too'
DS-04\t'On exit the server closes that connection'
DS-05\t'An exit is not answered'
DS-06\t'After a client that said exit the next one is served'
DS-07\t'Told to listen at ::1, it serves over IPv6'
DS-08\t'A text that begins and ends with exit is a text like any other'
DS-09\t'A text of 1000 bytes is acknowledged once'
DS-10\t'Bytes that are no text are acknowledged and do not end the server'
DS-11\t'After a client that closed without exit the next one is served'
DS-12\t'After a client that broke off the next one is served'
DS-13\t'While one client is connected another is served'
DS-14\t'The server prints each text it takes'
DS-41\t'The client says `Hii Server`'
DS-42\t'It says it 5 times, no more and no less'
DS-43\t'It says each only when the one before has been acknowledged'
DS-44\t'After the last it says `exit`'
DS-45\t'Then it closes the connection and waits for nothing'
DS-46\t'After all that it ends with exit status 0'
DS-47\t'Told the address ::1, it connects over IPv6'
DS-48\t'Told the name localhost, it connects to the first address of that'
DS-49\t'An Acknowledgement that arrives in two pieces is one'
DS-50\t'A server that closes in the middle is told, by an exit status other than 0'
DS-51\t'A server that never answers does not hang it for ever'
DS-52\t'When nobody listens it tells so and its exit status is not 0'"
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -l only -d 'Play these cases alone' -r -f -a "DS-01\t'A text is answered with Acknowledgement and nothing else'
DS-02\t'Each further text of the same client is acknowledged as well'
DS-03\t'Any other text is acknowledged too'
DS-04\t'On exit the server closes that connection'
DS-05\t'An exit is not answered'
DS-06\t'After a client that said exit the next one is served'
DS-07\t'Told to listen at ::1, it serves over IPv6'
DS-08\t'A text that begins and ends with exit is a text like any other'
DS-09\t'A text of 1000 bytes is acknowledged once'
DS-10\t'Bytes that are no text are acknowledged and do not end the server'
DS-11\t'After a client that closed without exit the next one is served'
DS-12\t'After a client that broke off the next one is served'
DS-13\t'While one client is connected another is served'
DS-14\t'The server prints each text it takes'
DS-41\t'The client says `Hii Server`'
DS-42\t'It says it 5 times, no more and no less'
DS-43\t'It says each only when the one before has been acknowledged'
DS-44\t'After the last it says `exit`'
DS-45\t'Then it closes the connection and waits for nothing'
DS-46\t'After all that it ends with exit status 0'
DS-47\t'Told the address ::1, it connects over IPv6'
DS-48\t'Told the name localhost, it connects to the first address of that'
DS-49\t'An Acknowledgement that arrives in two pieces is one'
DS-50\t'A server that closes in the middle is told, by an exit status other than 0'
DS-51\t'A server that never answers does not hang it for ever'
DS-52\t'When nobody listens it tells so and its exit status is not 0'"
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -l skip -d 'Leave these cases out' -r -f -a "DS-01\t'A text is answered with Acknowledgement and nothing else'
DS-02\t'Each further text of the same client is acknowledged as well'
DS-03\t'Any other text is acknowledged too'
DS-04\t'On exit the server closes that connection'
DS-05\t'An exit is not answered'
DS-06\t'After a client that said exit the next one is served'
DS-07\t'Told to listen at ::1, it serves over IPv6'
DS-08\t'A text that begins and ends with exit is a text like any other'
DS-09\t'A text of 1000 bytes is acknowledged once'
DS-10\t'Bytes that are no text are acknowledged and do not end the server'
DS-11\t'After a client that closed without exit the next one is served'
DS-12\t'After a client that broke off the next one is served'
DS-13\t'While one client is connected another is served'
DS-14\t'The server prints each text it takes'
DS-41\t'The client says `Hii Server`'
DS-42\t'It says it 5 times, no more and no less'
DS-43\t'It says each only when the one before has been acknowledged'
DS-44\t'After the last it says `exit`'
DS-45\t'Then it closes the connection and waits for nothing'
DS-46\t'After all that it ends with exit status 0'
DS-47\t'Told the address ::1, it connects over IPv6'
DS-48\t'Told the name localhost, it connects to the first address of that'
DS-49\t'An Acknowledgement that arrives in two pieces is one'
DS-50\t'A server that closes in the middle is told, by an exit status other than 0'
DS-51\t'A server that never answers does not hang it for ever'
DS-52\t'When nobody listens it tells so and its exit status is not 0'"
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -l profile -d 'Profile to take settings from: a name (see `sockctl profile list`) or a file' -r -f -a "course\t'built-in course'
default\t'built-in default'
wan\t'built-in wan'"
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -l list -d 'List the cases'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -l json -d 'Print results as JSON lines'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -l trace -d 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Leave out remarks, and ping\'s lines of single packets; results and errors are still printed'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -f -a "server" -d 'Judge a server: one that runs, or one that is started for each case'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -f -a "client" -d 'Judge a client: one that is started for each case, by a command or by you'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from check" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from help" -f -a "serve" -d 'Take connections over IPv4 and IPv6 and acknowledge what clients say'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from help" -f -a "client" -d 'Connect by name, and see which address and family it took'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from help" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand dual-stack; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and not __fish_seen_subcommand_from serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help" -f -a "serve" -d 'Run the servers of all tools in one process'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and not __fish_seen_subcommand_from serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help" -f -a "check" -d 'Judge many programs against their exercises: a folder of submissions'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and not __fish_seen_subcommand_from serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help" -f -a "demo" -d 'Run both ends of every tool over loopback and show what worked'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and not __fish_seen_subcommand_from serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help" -f -a "profile" -d 'See, check and start profiles: the files that hold settings'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and not __fish_seen_subcommand_from serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help" -f -a "completions" -d 'Print a script that teaches a shell to complete sockctl\'s commands'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and not __fish_seen_subcommand_from serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help" -f -a "man" -d 'Print a manual page, or write all of them to a folder'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and not __fish_seen_subcommand_from serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help" -f -a "handshake" -d 'Lease a connection ID for a while: HELLO, answered by OK or RESET, over UDP or TCP'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and not __fish_seen_subcommand_from serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help" -f -a "echo" -d 'Say something and hear it again: RFC 862, or the course\'s echo, over TCP and UDP'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and not __fish_seen_subcommand_from serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help" -f -a "ping" -d 'Probe and reflect: loss, delay and jitter, by STAMP or on the course wire'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and not __fish_seen_subcommand_from serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help" -f -a "throughput" -d 'Send packets at a shrinking interval, each acknowledged: throughput and delay, second by second'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and not __fish_seen_subcommand_from serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help" -f -a "ftp" -d 'Send a file to whoever knows the key, over TCP'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and not __fish_seen_subcommand_from serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help" -f -a "relay" -d 'Pass messages on between clients by their addresses, over UDP'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and not __fish_seen_subcommand_from serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help" -f -a "dual-stack" -d 'Connect by name, and see which address and family it took'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and not __fish_seen_subcommand_from serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "show" -d 'Print every setting in effect and where it came from; what is printed is a profile itself'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "check" -d 'Check a profile file, or all that the profile in effect is made of'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "list" -d 'List the profiles there are and where they stand'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "init" -d 'Start a profile of your own: write every setting, explained and commented out'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from handshake" -f -a "serve" -d 'Lease connection IDs to clients'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from handshake" -f -a "client" -d 'Ask a server for a connection ID'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from handshake" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from echo" -f -a "serve" -d 'Send back what clients say'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from echo" -f -a "client" -d 'Say something to a server and see whether it comes back'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from echo" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from ping" -f -a "serve" -d 'Reflect packets'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from ping" -f -a "client" -d 'Probe one server or several: loss, delay and jitter'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from ping" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from throughput" -f -a "serve" -d 'Acknowledge packets, as the server of ping does'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from throughput" -f -a "client" -d 'Send packets at a shrinking interval and measure what comes through, second by second'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from throughput" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from ftp" -f -a "serve" -d 'Send a file to every client that knows the key'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from ftp" -f -a "client" -d 'Fetch a server\'s file'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from ftp" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from relay" -f -a "serve" -d 'Pass messages on between those who have registered'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from relay" -f -a "client" -d 'Send messages to other clients of a relay, and receive theirs'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from relay" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from dual-stack" -f -a "serve" -d 'Take connections over IPv4 and IPv6 and acknowledge what clients say'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from dual-stack" -f -a "client" -d 'Connect by name, and see which address and family it took'
complete -c sockctl -n "__fish_sockctl_using_subcommand help; and __fish_seen_subcommand_from dual-stack" -f -a "check" -d 'Judge anybody\'s program against the exercise, case by case'
