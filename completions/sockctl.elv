
use builtin;
use str;

set edit:completion:arg-completer[sockctl] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'sockctl'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'sockctl'= {
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand serve 'Run the servers of all tools in one process'
            cand check 'Judge many programs against their exercises: a folder of submissions'
            cand demo 'Run both ends of every tool over loopback and show what worked'
            cand profile 'See, check and start profiles: the files that hold settings'
            cand completions 'Print a script that teaches a shell to complete sockctl''s commands'
            cand man 'Print a manual page, or write all of them to a folder'
            cand handshake 'Lease a connection ID for a while: HELLO, answered by OK or RESET, over UDP or TCP'
            cand echo 'Say something and hear it again: RFC 862, or the course''s echo, over TCP and UDP'
            cand ping 'Probe and reflect: loss, delay and jitter, by STAMP or on the course wire'
            cand throughput 'Send packets at a shrinking interval, each acknowledged: throughput and delay, second by second'
            cand ftp 'Send a file to whoever knows the key, over TCP'
            cand relay 'Pass messages on between clients by their addresses, over UDP'
            cand dual-stack 'Connect by name, and see which address and family it took'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;serve'= {
            cand --only 'Serve these tools alone'
            cand --except 'Leave these tools out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --require-all 'End when one of them cannot listen, instead of going on without it'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;check'= {
            cand --manifest 'File that says which programs are checked and how they are started'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;demo'= {
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;profile'= {
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand show 'Print every setting in effect and where it came from; what is printed is a profile itself'
            cand check 'Check a profile file, or all that the profile in effect is made of'
            cand list 'List the profiles there are and where they stand'
            cand init 'Start a profile of your own: write every setting, explained and commented out'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;profile;show'= {
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;profile;check'= {
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;profile;list'= {
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;profile;init'= {
            cand -o 'File to write instead, or - for standard output'
            cand --output 'File to write instead, or - for standard output'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --force 'Overwrite a file that is there'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;profile;help'= {
            cand show 'Print every setting in effect and where it came from; what is printed is a profile itself'
            cand check 'Check a profile file, or all that the profile in effect is made of'
            cand list 'List the profiles there are and where they stand'
            cand init 'Start a profile of your own: write every setting, explained and commented out'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;profile;help;show'= {
        }
        &'sockctl;profile;help;check'= {
        }
        &'sockctl;profile;help;list'= {
        }
        &'sockctl;profile;help;init'= {
        }
        &'sockctl;profile;help;help'= {
        }
        &'sockctl;completions'= {
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --static 'Print a script that does not need the program at each TAB, and so knows the built-in profiles alone'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;man'= {
            cand -o 'Folder to write all pages to'
            cand --output 'Folder to write all pages to'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;handshake'= {
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand serve 'Lease connection IDs to clients'
            cand client 'Ask a server for a connection ID'
            cand check 'Judge anybody''s program against the exercise, case by case'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;handshake;serve'= {
            cand -p 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 9000]'
            cand --port 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 9000]'
            cand -B 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]'
            cand --bind 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]'
            cand --id-ttl 'How long a connection ID stays leased; asking again does not renew it [default: 30s]'
            cand --idle-timeout 'A server ends by itself after this time without a request; off for never [default: 2m]'
            cand --max-ids 'The most IDs leased at once; further ones are refused with RESET [default: 1000000]'
            cand --max-ids-per-source 'The most IDs leased to one source at once; loopback may have any number [default: 10000]'
            cand --max-clients 'The most TCP connections open at once; further ones are closed [default: 1024]'
            cand --request-timeout 'How long a TCP client may take to say its request [default: 10s]'
            cand --max-pps 'Requests a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 50]'
            cand --course-peers 'Whom a server answers over UDP on the course wire, whose replies are larger than their requests [default: private]'
            cand --allow 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]'
            cand --deny 'Ranges of addresses that are never served, even when they are allowed [default: none]'
            cand --events 'Print each request taken and its answer'
            cand --loss 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]'
            cand --delay 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]'
            cand --duplicate 'Share of the answers over UDP that leave twice [default: 0%]'
            cand --reorder 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]'
            cand --corrupt 'Share of the answers over UDP in which one bit is flipped [default: 0%]'
            cand --seed 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --tcp 'Use TCP instead of UDP; both ends must agree'
            cand -u 'Use UDP, when the profile says TCP'
            cand --udp 'Use UDP, when the profile says TCP'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;handshake;client'= {
            cand -p 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 9000]'
            cand --port 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 9000]'
            cand --source 'Send from this address of this machine'
            cand --id 'Connection ID to ask for; given several times, the IDs of the first tries in order (default: a random one)'
            cand --tries 'How often a client asks before it gives up, each time for another ID [default: 3]'
            cand --reply-timeout 'How long a client waits for each answer; off for as long as it takes [default: 15s]'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand -4 'Use IPv4 alone'
            cand --ipv4 'Use IPv4 alone'
            cand -6 'Use IPv6 alone'
            cand --ipv6 'Use IPv6 alone'
            cand --tcp 'Use TCP instead of UDP; both ends must agree'
            cand -u 'Use UDP, when the profile says TCP'
            cand --udp 'Use UDP, when the profile says TCP'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;handshake;check'= {
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;handshake;check;server'= {
            cand -p 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case'
            cand --port 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case'
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --tcp 'Use TCP instead of UDP; both ends must agree'
            cand -u 'Use UDP, when the profile says TCP'
            cand --udp 'Use UDP, when the profile says TCP'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;handshake;check;client'= {
            cand -p 'Port on which we wait for the client, in place of a free one for each case'
            cand --port 'Port on which we wait for the client, in place of a free one for each case'
            cand -B 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]'
            cand --bind 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]'
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --tcp 'Use TCP instead of UDP; both ends must agree'
            cand -u 'Use UDP, when the profile says TCP'
            cand --udp 'Use UDP, when the profile says TCP'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;handshake;check;help'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;handshake;check;help;server'= {
        }
        &'sockctl;handshake;check;help;client'= {
        }
        &'sockctl;handshake;check;help;help'= {
        }
        &'sockctl;handshake;help'= {
            cand serve 'Lease connection IDs to clients'
            cand client 'Ask a server for a connection ID'
            cand check 'Judge anybody''s program against the exercise, case by case'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;handshake;help;serve'= {
        }
        &'sockctl;handshake;help;client'= {
        }
        &'sockctl;handshake;help;check'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
        }
        &'sockctl;handshake;help;check;server'= {
        }
        &'sockctl;handshake;help;check;client'= {
        }
        &'sockctl;handshake;help;help'= {
        }
        &'sockctl;echo'= {
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand serve 'Send back what clients say'
            cand client 'Say something to a server and see whether it comes back'
            cand check 'Judge anybody''s program against the exercise, case by case'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;echo;serve'= {
            cand -p 'Port of the server over TCP and UDP: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 12345]'
            cand --port 'Port of the server over TCP and UDP: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 12345]'
            cand -B 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]'
            cand --bind 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]'
            cand --wire 'What is spoken: rfc862 (byte for byte), or the course''s lab (until exit or stop) or named (names, suffix, status) [default: rfc862]'
            cand --max-clients 'The most TCP clients at once; further ones are told that the server is full [default: 1024]'
            cand --idle-timeout 'A TCP connection ends after this time without a byte; off for never [default: 10m]'
            cand --suffix 'What a server of the named wire puts behind each answer, and a client expects there [default: none]'
            cand --files 'Folder whose files clients of the named wire may list and get; without it there is no such command'
            cand --max-pps 'Datagrams, or TCP connections, a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 20000]'
            cand --course-peers 'Whom a server answers over UDP on the lab wire; rfc862 is for everybody, because its answers are no larger [default: private]'
            cand --allow 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]'
            cand --deny 'Ranges of addresses that are never served, even when they are allowed [default: none]'
            cand --remote-stop 'Whose stop word (stop, on the course''s wires) ends the server: off for nobody''s, loopback for those of this machine [default: off]'
            cand --events 'Print each message taken, and who comes and goes'
            cand --loss 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]'
            cand --delay 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]'
            cand --duplicate 'Share of the answers over UDP that leave twice [default: 0%]'
            cand --reorder 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]'
            cand --corrupt 'Share of the answers over UDP in which one bit is flipped [default: 0%]'
            cand --seed 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --tcp 'Serve TCP alone'
            cand -u 'Serve UDP alone'
            cand --udp 'Serve UDP alone'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;echo;client'= {
            cand -p 'Port of the server over TCP and UDP: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 12345]'
            cand --port 'Port of the server over TCP and UDP: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 12345]'
            cand --source 'Send from this address of this machine'
            cand --wire 'What is spoken: rfc862 (byte for byte), or the course''s lab (until exit or stop) or named (names, suffix, status) [default: rfc862]'
            cand -n 'How many messages a client makes up when it is to make them up [default: 10]'
            cand --count 'How many messages a client makes up when it is to make them up [default: 10]'
            cand -s 'Bytes of each message that a client makes up [default: 64]'
            cand --size 'Bytes of each message that a client makes up [default: 64]'
            cand -i 'Time from one such message to the next; off for as soon as the answer has come [default: off]'
            cand --interval 'Time from one such message to the next; off for as soon as the answer has come [default: off]'
            cand --reply-timeout 'How long a client waits for a connection, and for each answer [default: 5s]'
            cand --suffix 'What a server of the named wire puts behind each answer, and a client expects there [default: none]'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand -4 'Use IPv4 alone'
            cand --ipv4 'Use IPv4 alone'
            cand -6 'Use IPv6 alone'
            cand --ipv6 'Use IPv6 alone'
            cand --tcp 'Use TCP, which is the default'
            cand -u 'Use UDP'
            cand --udp 'Use UDP'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;echo;check'= {
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;echo;check;server'= {
            cand --wire 'The plain echo (lab) or the named clients (named) [default: the profile''s]'
            cand -p 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case'
            cand --port 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case'
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand -u 'The plain echo over UDP'
            cand --udp 'The plain echo over UDP'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;echo;check;client'= {
            cand --wire 'The plain echo (lab) or the named clients (named) [default: the profile''s]'
            cand -p 'Port on which we wait for the client, in place of a free one for each case'
            cand --port 'Port on which we wait for the client, in place of a free one for each case'
            cand -B 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]'
            cand --bind 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]'
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand -u 'The plain echo over UDP'
            cand --udp 'The plain echo over UDP'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;echo;check;help'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;echo;check;help;server'= {
        }
        &'sockctl;echo;check;help;client'= {
        }
        &'sockctl;echo;check;help;help'= {
        }
        &'sockctl;echo;help'= {
            cand serve 'Send back what clients say'
            cand client 'Say something to a server and see whether it comes back'
            cand check 'Judge anybody''s program against the exercise, case by case'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;echo;help;serve'= {
        }
        &'sockctl;echo;help;client'= {
        }
        &'sockctl;echo;help;check'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
        }
        &'sockctl;echo;help;check;server'= {
        }
        &'sockctl;echo;help;check;client'= {
        }
        &'sockctl;echo;help;help'= {
        }
        &'sockctl;ping'= {
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand serve 'Reflect packets'
            cand client 'Probe one server or several: loss, delay and jitter'
            cand check 'Judge anybody''s program against the exercise, case by case'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;ping;serve'= {
            cand -p 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]'
            cand --port 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]'
            cand -B 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]'
            cand --bind 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]'
            cand --max-pps 'Requests a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 20000]'
            cand --course-peers 'Whom a server answers over UDP on the course wire, whose replies are larger than their requests [default: private]'
            cand --allow 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]'
            cand --deny 'Ranges of addresses that are never served, even when they are allowed [default: none]'
            cand --remote-stop 'Whose stop word (exit) ends the server: off for nobody''s, loopback for those of this machine [default: off]'
            cand --events 'Print each message taken and its answer'
            cand --wire 'What is spoken. A server with auto answers STAMP and the course''s packets, each by what it looks like; a client with auto speaks STAMP [default: auto]'
            cand --stateful 'Count packets by session, so that a sender can tell loss on the way there from loss on the way back [default: true]'
            cand --max-sessions 'How many sessions a server counts at once; others are answered without a number of their own [default: 65536]'
            cand --session-timeout 'How long a session may be silent and still go on; where there is no room for others a minute at the most [default: 1h]'
            cand --min-interval 'How far apart the packets of a session must be on average; off for no limit [default: off]'
            cand --max-size 'The longest STAMP packet that is answered, in bytes [default: 65507]'
            cand --require-auth 'Answer only STAMP packets whose HMAC is made with the key'
            cand --location 'Tell senders who ask for it the addresses and ports that their packets arrived with [default: true]'
            cand --threads 'Threads that answer; with several each has a socket of its own at the same port, and a sender stays with one of them [default: 1]'
            cand -k 'File with the shared secret on its only line: text, or 32 hexadecimal digits and more; without it the environment variable SOCKCTL_KEY'
            cand --key-file 'File with the shared secret on its only line: text, or 32 hexadecimal digits and more; without it the environment variable SOCKCTL_KEY'
            cand --loss 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]'
            cand --delay 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]'
            cand --duplicate 'Share of the answers over UDP that leave twice [default: 0%]'
            cand --reorder 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]'
            cand --corrupt 'Share of the answers over UDP in which one bit is flipped [default: 0%]'
            cand --seed 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;ping;client'= {
            cand --targets 'File with more targets, one on each line; what follows a # is a remark'
            cand --wire 'What is spoken. A server with auto answers STAMP and the course''s packets, each by what it looks like; a client with auto speaks STAMP [default: auto]'
            cand -p 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]'
            cand --port 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]'
            cand -n 'How many packets a client sends; 0 until it is stopped [default: 10]'
            cand --count 'How many packets a client sends; 0 until it is stopped [default: 10]'
            cand -i 'Time between packets [default: 1s]'
            cand --interval 'Time between packets [default: 1s]'
            cand -s 'Bytes each packet carries; STAMP''s have as many as what they ask for needs [default: 64]'
            cand --size 'Bytes each packet carries; STAMP''s have as many as what they ask for needs [default: 64]'
            cand -t 'How long a client sends packets, however many unless a count is given too; off for no limit [default: off]'
            cand --duration 'How long a client sends packets, however many unless a count is given too; off for no limit [default: off]'
            cand --reply-timeout 'How long after it left a packet can still be answered [default: 1s]'
            cand --every 'How often a client prints its figures so far; off for only at the end [default: off]'
            cand --schedule 'When packets leave: periodic (an interval apart) or poisson (at random, an interval apart on average) [default: periodic]'
            cand --timer 'How the sender waits: sleep (late by what the system likes), hybrid (sleeps, then spins for at most 100 microseconds) or busy (spins) [default: hybrid]'
            cand --source 'Send from this address of this machine'
            cand --interface 'Send by this interface'
            cand --ttl 'TTL or hop limit that packets leave with; what is left of it tells how many routers they passed [default: 255]'
            cand --dscp 'DSCP that packets leave with, from 0 to 63 [default: 0]'
            cand --df 'Let nobody on the way break packets in pieces'
            cand --tlv 'What STAMP packets ask for: class-of-service, direct-measurement, follow-up-telemetry, timestamp-information, location [default: direct-measurement class-of-service]'
            cand --ssid 'Session id, from 1 to 65535, in place of a random one'
            cand -k 'File with the shared secret on its only line: text, or 32 hexadecimal digits and more; without it the environment variable SOCKCTL_KEY'
            cand --key-file 'File with the shared secret on its only line: text, or 32 hexadecimal digits and more; without it the environment variable SOCKCTL_KEY'
            cand --csv 'Write a line for each packet to this file'
            cand --plot 'Draw round trips against time, and their distribution, into this file, which ends in .svg or .png'
            cand --fail-if 'End with status 4 if this is so at the end, as in ''loss>1%'' or ''rtt.p99>5ms''; repeatable'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand -4 'Use IPv4 alone'
            cand --ipv4 'Use IPv4 alone'
            cand -6 'Use IPv6 alone'
            cand --ipv6 'Use IPv6 alone'
            cand --mtu 'Find the longest packet that the way there takes whole, and no more'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;ping;check'= {
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;ping;check;server'= {
            cand -p 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case'
            cand --port 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case'
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;ping;check;client'= {
            cand -p 'Port on which we wait for the client, in place of a free one for each case'
            cand --port 'Port on which we wait for the client, in place of a free one for each case'
            cand -B 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]'
            cand --bind 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]'
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;ping;check;help'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;ping;check;help;server'= {
        }
        &'sockctl;ping;check;help;client'= {
        }
        &'sockctl;ping;check;help;help'= {
        }
        &'sockctl;ping;help'= {
            cand serve 'Reflect packets'
            cand client 'Probe one server or several: loss, delay and jitter'
            cand check 'Judge anybody''s program against the exercise, case by case'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;ping;help;serve'= {
        }
        &'sockctl;ping;help;client'= {
        }
        &'sockctl;ping;help;check'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
        }
        &'sockctl;ping;help;check;server'= {
        }
        &'sockctl;ping;help;check;client'= {
        }
        &'sockctl;ping;help;help'= {
        }
        &'sockctl;throughput'= {
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand serve 'Acknowledge packets, as the server of ping does'
            cand client 'Send packets at a shrinking interval and measure what comes through, second by second'
            cand check 'Judge anybody''s program against the exercise, case by case'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;throughput;serve'= {
            cand --probe-port 'Port of the server of probes: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]'
            cand -B 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]'
            cand --bind 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]'
            cand --max-pps 'Requests a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 20000]'
            cand --course-peers 'Whom a server answers over UDP on the course wire, whose replies are larger than their requests [default: private]'
            cand --allow 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]'
            cand --deny 'Ranges of addresses that are never served, even when they are allowed [default: none]'
            cand --remote-stop 'Whose stop word (exit) ends the server: off for nobody''s, loopback for those of this machine [default: off]'
            cand --events 'Print each message taken and its answer; on a client, each packet and what became of it'
            cand --loss 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]'
            cand --delay 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]'
            cand --duplicate 'Share of the answers over UDP that leave twice [default: 0%]'
            cand --reorder 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]'
            cand --corrupt 'Share of the answers over UDP in which one bit is flipped [default: 0%]'
            cand --seed 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;throughput;client'= {
            cand --probe-port 'Port of the server of probes: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8080]'
            cand --wire 'What a client measures with: course (packets at a shrinking interval); so far the only way [default: course]'
            cand --source 'Send from this address of this machine'
            cand -n 'How many packets a client sends; 0 until it is stopped [default: 100]'
            cand --count 'How many packets a client sends; 0 until it is stopped [default: 100]'
            cand -i 'Time between the first two packets [default: 500ms]'
            cand --interval 'Time between the first two packets [default: 500ms]'
            cand --factor 'What the interval is multiplied by after each packet: above 0, at most 1 [default: 0.95]'
            cand --min-interval 'The interval gets no shorter than this [default: 1ms]'
            cand -s 'Bytes each packet carries [default: 1000]'
            cand --size 'Bytes each packet carries [default: 1000]'
            cand --reply-timeout 'How long after it left a packet can still be answered [default: 1s]'
            cand --csv 'Write a line for each packet to this file'
            cand --plot 'Draw throughput and delay against time into this file, which ends in .svg or .png'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand -4 'Use IPv4 alone'
            cand --ipv4 'Use IPv4 alone'
            cand -6 'Use IPv6 alone'
            cand --ipv6 'Use IPv6 alone'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;throughput;check'= {
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;throughput;check;server'= {
            cand -p 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case'
            cand --port 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case'
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;throughput;check;client'= {
            cand -p 'Port on which we wait for the client, in place of a free one for each case'
            cand --port 'Port on which we wait for the client, in place of a free one for each case'
            cand -B 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]'
            cand --bind 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]'
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;throughput;check;help'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;throughput;check;help;server'= {
        }
        &'sockctl;throughput;check;help;client'= {
        }
        &'sockctl;throughput;check;help;help'= {
        }
        &'sockctl;throughput;help'= {
            cand serve 'Acknowledge packets, as the server of ping does'
            cand client 'Send packets at a shrinking interval and measure what comes through, second by second'
            cand check 'Judge anybody''s program against the exercise, case by case'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;throughput;help;serve'= {
        }
        &'sockctl;throughput;help;client'= {
        }
        &'sockctl;throughput;help;check'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
        }
        &'sockctl;throughput;help;check;server'= {
        }
        &'sockctl;throughput;help;check;client'= {
        }
        &'sockctl;throughput;help;help'= {
        }
        &'sockctl;ftp'= {
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand serve 'Send a file to every client that knows the key'
            cand client 'Fetch a server''s file'
            cand check 'Judge anybody''s program against the exercise, case by case'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;ftp;serve'= {
            cand -p 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 2121]'
            cand --port 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 2121]'
            cand -B 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]'
            cand --bind 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]'
            cand --wire 'How the file is asked for and sent: course (a key in clear, then the bytes until the end); so far the only way [default: course]'
            cand --course-key 'Key a client must say on the course wire, where everybody on the way can read it [default: SECRET_KEY]'
            cand --course-key-file 'File whose only line is the key of the course wire'
            cand --max-clients 'The most connections open at once; further ones are closed [default: 1024]'
            cand --auth-timeout 'How long a client may take to say the key [default: 10s]'
            cand --course-pause 'How long a server waits between AUTH_SUCCESS and the file: course clients lose what comes at once; off for not at all [default: 300ms]'
            cand --stall-timeout 'How long the other end may take, or send, no byte of the file before it is given up; off for ever [default: 30s]'
            cand --max-pps 'Connections a second that one source (an IPv4 address, an IPv6 /64) may open; loopback may open any number [default: 50]'
            cand --allow 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]'
            cand --deny 'Ranges of addresses that are never served, even when they are allowed [default: none]'
            cand --events 'Print each connection, whether its key was right, and what became of the file'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --once 'End when one client has been sent the whole file, serving one at a time'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;ftp;client'= {
            cand -p 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 2121]'
            cand --port 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 2121]'
            cand --source 'Send from this address of this machine'
            cand --wire 'How the file is asked for and sent: course (a key in clear, then the bytes until the end); so far the only way [default: course]'
            cand -o 'File a client writes, under this name only when all of it has come; - for standard output [default: received-file]'
            cand --output 'File a client writes, under this name only when all of it has come; - for standard output [default: received-file]'
            cand --course-key 'Key a client must say on the course wire, where everybody on the way can read it [default: SECRET_KEY]'
            cand --course-key-file 'File whose only line is the key of the course wire'
            cand --reply-timeout 'How long a client waits at each address to be connected, and then for the answer to its key; off for ever [default: 15s]'
            cand --stall-timeout 'How long the other end may take, or send, no byte of the file before it is given up; off for ever [default: 30s]'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand -4 'Use IPv4 alone'
            cand --ipv4 'Use IPv4 alone'
            cand -6 'Use IPv6 alone'
            cand --ipv6 'Use IPv6 alone'
            cand --force 'Replace a file of that name, once all of the new one has come'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;ftp;check'= {
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;ftp;check;server'= {
            cand -p 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case'
            cand --port 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case'
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;ftp;check;client'= {
            cand -p 'Port on which we wait for the client, in place of a free one for each case'
            cand --port 'Port on which we wait for the client, in place of a free one for each case'
            cand -B 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]'
            cand --bind 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]'
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;ftp;check;help'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;ftp;check;help;server'= {
        }
        &'sockctl;ftp;check;help;client'= {
        }
        &'sockctl;ftp;check;help;help'= {
        }
        &'sockctl;ftp;help'= {
            cand serve 'Send a file to every client that knows the key'
            cand client 'Fetch a server''s file'
            cand check 'Judge anybody''s program against the exercise, case by case'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;ftp;help;serve'= {
        }
        &'sockctl;ftp;help;client'= {
        }
        &'sockctl;ftp;help;check'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
        }
        &'sockctl;ftp;help;check;server'= {
        }
        &'sockctl;ftp;help;check;client'= {
        }
        &'sockctl;ftp;help;help'= {
        }
        &'sockctl;relay'= {
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand serve 'Pass messages on between those who have registered'
            cand client 'Send messages to other clients of a relay, and receive theirs'
            cand check 'Judge anybody''s program against the exercise, case by case'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;relay;serve'= {
            cand -p 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 3478]'
            cand --port 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 3478]'
            cand -B 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]'
            cand --bind 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]'
            cand --wire 'How messages are passed on: course (hii registers, to:IP/PORT;content:TEXT sends); so far the only way [default: course]'
            cand --peer-ttl 'How long a peer stays registered after its last message, whatever it says [default: 5m]'
            cand --max-peers 'The most peers registered at once; further ones are not answered [default: 100000]'
            cand --max-first-contacts 'Registrations a second that one source may make for addresses not registered yet; loopback may make any number [default: 5]'
            cand --open 'Pass messages on to any address of this machine, registered or not, as the exercise does; on a loopback bind alone'
            cand --max-pps 'Requests a second that one source (an IPv4 address, an IPv6 /64) may send; loopback may send any number [default: 100]'
            cand --course-peers 'Whom a server answers over UDP on the course wire, whose replies are larger than their requests [default: private]'
            cand --allow 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]'
            cand --deny 'Ranges of addresses that are never served, even when they are allowed [default: none]'
            cand --remote-stop 'Whose stop word (exit server) ends the server: off for nobody''s, loopback for those of this machine [default: off]'
            cand --events 'Print each message taken and its answer'
            cand --loss 'Share of the answers over UDP that are thrown away, such as 10% or 0.1 [default: 0%]'
            cand --delay 'How late answers over UDP leave: off, 20ms, 0.1ms..0.5s (uniform) or 20ms~5ms (normal); 200ms@10% delays a share [default: off]'
            cand --duplicate 'Share of the answers over UDP that leave twice [default: 0%]'
            cand --reorder 'Share of the answers over UDP that are held back until the next one to the same peer has left [default: 0%]'
            cand --corrupt 'Share of the answers over UDP in which one bit is flipped [default: 0%]'
            cand --seed 'Seed of the artificial loss and delay: with the same one the nth answer has the same fate; random for another each time [default: random]'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;relay;client'= {
            cand -p 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 3478]'
            cand --port 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 3478]'
            cand --source 'Send from this address of this machine'
            cand --wire 'How messages are passed on: course (hii registers, to:IP/PORT;content:TEXT sends); so far the only way [default: course]'
            cand --to 'Send one message to this address, or each line of standard input when no message is given'
            cand -n 'How many messages a client receives before it ends; 0 until it is stopped [default: 0]'
            cand --count 'How many messages a client receives before it ends; 0 until it is stopped [default: 0]'
            cand -t 'How long a client that receives stays; off for no limit [default: off]'
            cand --duration 'How long a client that receives stays; off for no limit [default: off]'
            cand --refresh 'How often a client that receives registers again, so that neither the relay nor a router on the way forgets it [default: 1m]'
            cand --reply-timeout 'How long a client waits for each answer [default: 1s]'
            cand --tries 'How often a client says the same before it gives up; when only the answer was lost, the message arrives again [default: 3]'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand -4 'Use IPv4 alone'
            cand --ipv4 'Use IPv4 alone'
            cand -6 'Use IPv6 alone'
            cand --ipv6 'Use IPv6 alone'
            cand -l 'Register and print every message that arrives'
            cand --listen 'Register and print every message that arrives'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;relay;check'= {
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;relay;check;server'= {
            cand --style 'What the client wants typed; servers are judged the same either way'
            cand -p 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case'
            cand --port 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case'
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;relay;check;client'= {
            cand --style 'What the client wants typed; servers are judged the same either way'
            cand -p 'Port on which we wait for the client, in place of a free one for each case'
            cand --port 'Port on which we wait for the client, in place of a free one for each case'
            cand -B 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]'
            cand --bind 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]'
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;relay;check;help'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;relay;check;help;server'= {
        }
        &'sockctl;relay;check;help;client'= {
        }
        &'sockctl;relay;check;help;help'= {
        }
        &'sockctl;relay;help'= {
            cand serve 'Pass messages on between those who have registered'
            cand client 'Send messages to other clients of a relay, and receive theirs'
            cand check 'Judge anybody''s program against the exercise, case by case'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;relay;help;serve'= {
        }
        &'sockctl;relay;help;client'= {
        }
        &'sockctl;relay;help;check'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
        }
        &'sockctl;relay;help;check;server'= {
        }
        &'sockctl;relay;help;check;client'= {
        }
        &'sockctl;relay;help;help'= {
        }
        &'sockctl;dual-stack'= {
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand serve 'Take connections over IPv4 and IPv6 and acknowledge what clients say'
            cand client 'Connect by name, and see which address and family it took'
            cand check 'Judge anybody''s program against the exercise, case by case'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;dual-stack;serve'= {
            cand -p 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8888]'
            cand --port 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8888]'
            cand -B 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]'
            cand --bind 'Addresses a server listens on; as a flag, give it once for each [default: 0.0.0.0 ::]'
            cand --max-clients 'The most TCP connections open at once; further ones are closed [default: 1024]'
            cand --idle-timeout 'A connection ends after this time without a byte; off for never [default: 10m]'
            cand --max-pps 'Connections a second that one source (an IPv4 address, an IPv6 /64) may make; loopback may make any number [default: 50]'
            cand --allow 'Ranges of addresses that are served, such as 10.0.0.0/8 or 2001:db8::1; none means everybody [default: none]'
            cand --deny 'Ranges of addresses that are never served, even when they are allowed [default: none]'
            cand --events 'Print each message taken, and who comes and goes'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;dual-stack;client'= {
            cand -p 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8888]'
            cand --port 'Port of the server: what it listens on, and what a client asks; 0 lets a server choose a free one [default: 8888]'
            cand --source 'Send from this address of this machine'
            cand --wire 'What a client does with its connection: tcp (nothing) or the course''s dialogue; a server always speaks the course''s [default: tcp]'
            cand -n 'How many texts a client of the course''s dialogue says; 0 until it is stopped [default: 5]'
            cand --count 'How many texts a client of the course''s dialogue says; 0 until it is stopped [default: 5]'
            cand --reply-timeout 'How long a client waits for a connection to each address, and for each acknowledgement [default: 5s]'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand -4 'Use IPv4 alone'
            cand --ipv4 'Use IPv4 alone'
            cand -6 'Use IPv6 alone'
            cand --ipv6 'Use IPv6 alone'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;dual-stack;check'= {
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;dual-stack;check;server'= {
            cand -p 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case'
            cand --port 'Port of a running server; or the one a started server is to listen on, in place of a free one for each case'
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;dual-stack;check;client'= {
            cand -p 'Port on which we wait for the client, in place of a free one for each case'
            cand --port 'Port on which we wait for the client, in place of a free one for each case'
            cand -B 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]'
            cand --bind 'Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]'
            cand --fast 'The program runs so many times faster than the exercise says: its times are divided by this'
            cand --patience 'How long the program may take for each answer'
            cand --junit 'Write the findings for graders'' pipelines'
            cand --explain 'Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails'
            cand --only 'Play these cases alone'
            cand --skip 'Leave these cases out'
            cand --color 'When to use colour'
            cand --profile 'Profile to take settings from: a name (see `sockctl profile list`) or a file'
            cand --list 'List the cases'
            cand --json 'Print results as JSON lines'
            cand --trace 'Show every message of this end: time, direction, peer, length, bytes and what they mean'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -q 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand --quiet 'Leave out remarks, and ping''s lines of single packets; results and errors are still printed'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'sockctl;dual-stack;check;help'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;dual-stack;check;help;server'= {
        }
        &'sockctl;dual-stack;check;help;client'= {
        }
        &'sockctl;dual-stack;check;help;help'= {
        }
        &'sockctl;dual-stack;help'= {
            cand serve 'Take connections over IPv4 and IPv6 and acknowledge what clients say'
            cand client 'Connect by name, and see which address and family it took'
            cand check 'Judge anybody''s program against the exercise, case by case'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;dual-stack;help;serve'= {
        }
        &'sockctl;dual-stack;help;client'= {
        }
        &'sockctl;dual-stack;help;check'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
        }
        &'sockctl;dual-stack;help;check;server'= {
        }
        &'sockctl;dual-stack;help;check;client'= {
        }
        &'sockctl;dual-stack;help;help'= {
        }
        &'sockctl;help'= {
            cand serve 'Run the servers of all tools in one process'
            cand check 'Judge many programs against their exercises: a folder of submissions'
            cand demo 'Run both ends of every tool over loopback and show what worked'
            cand profile 'See, check and start profiles: the files that hold settings'
            cand completions 'Print a script that teaches a shell to complete sockctl''s commands'
            cand man 'Print a manual page, or write all of them to a folder'
            cand handshake 'Lease a connection ID for a while: HELLO, answered by OK or RESET, over UDP or TCP'
            cand echo 'Say something and hear it again: RFC 862, or the course''s echo, over TCP and UDP'
            cand ping 'Probe and reflect: loss, delay and jitter, by STAMP or on the course wire'
            cand throughput 'Send packets at a shrinking interval, each acknowledged: throughput and delay, second by second'
            cand ftp 'Send a file to whoever knows the key, over TCP'
            cand relay 'Pass messages on between clients by their addresses, over UDP'
            cand dual-stack 'Connect by name, and see which address and family it took'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sockctl;help;serve'= {
        }
        &'sockctl;help;check'= {
        }
        &'sockctl;help;demo'= {
        }
        &'sockctl;help;profile'= {
            cand show 'Print every setting in effect and where it came from; what is printed is a profile itself'
            cand check 'Check a profile file, or all that the profile in effect is made of'
            cand list 'List the profiles there are and where they stand'
            cand init 'Start a profile of your own: write every setting, explained and commented out'
        }
        &'sockctl;help;profile;show'= {
        }
        &'sockctl;help;profile;check'= {
        }
        &'sockctl;help;profile;list'= {
        }
        &'sockctl;help;profile;init'= {
        }
        &'sockctl;help;completions'= {
        }
        &'sockctl;help;man'= {
        }
        &'sockctl;help;handshake'= {
            cand serve 'Lease connection IDs to clients'
            cand client 'Ask a server for a connection ID'
            cand check 'Judge anybody''s program against the exercise, case by case'
        }
        &'sockctl;help;handshake;serve'= {
        }
        &'sockctl;help;handshake;client'= {
        }
        &'sockctl;help;handshake;check'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
        }
        &'sockctl;help;handshake;check;server'= {
        }
        &'sockctl;help;handshake;check;client'= {
        }
        &'sockctl;help;echo'= {
            cand serve 'Send back what clients say'
            cand client 'Say something to a server and see whether it comes back'
            cand check 'Judge anybody''s program against the exercise, case by case'
        }
        &'sockctl;help;echo;serve'= {
        }
        &'sockctl;help;echo;client'= {
        }
        &'sockctl;help;echo;check'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
        }
        &'sockctl;help;echo;check;server'= {
        }
        &'sockctl;help;echo;check;client'= {
        }
        &'sockctl;help;ping'= {
            cand serve 'Reflect packets'
            cand client 'Probe one server or several: loss, delay and jitter'
            cand check 'Judge anybody''s program against the exercise, case by case'
        }
        &'sockctl;help;ping;serve'= {
        }
        &'sockctl;help;ping;client'= {
        }
        &'sockctl;help;ping;check'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
        }
        &'sockctl;help;ping;check;server'= {
        }
        &'sockctl;help;ping;check;client'= {
        }
        &'sockctl;help;throughput'= {
            cand serve 'Acknowledge packets, as the server of ping does'
            cand client 'Send packets at a shrinking interval and measure what comes through, second by second'
            cand check 'Judge anybody''s program against the exercise, case by case'
        }
        &'sockctl;help;throughput;serve'= {
        }
        &'sockctl;help;throughput;client'= {
        }
        &'sockctl;help;throughput;check'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
        }
        &'sockctl;help;throughput;check;server'= {
        }
        &'sockctl;help;throughput;check;client'= {
        }
        &'sockctl;help;ftp'= {
            cand serve 'Send a file to every client that knows the key'
            cand client 'Fetch a server''s file'
            cand check 'Judge anybody''s program against the exercise, case by case'
        }
        &'sockctl;help;ftp;serve'= {
        }
        &'sockctl;help;ftp;client'= {
        }
        &'sockctl;help;ftp;check'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
        }
        &'sockctl;help;ftp;check;server'= {
        }
        &'sockctl;help;ftp;check;client'= {
        }
        &'sockctl;help;relay'= {
            cand serve 'Pass messages on between those who have registered'
            cand client 'Send messages to other clients of a relay, and receive theirs'
            cand check 'Judge anybody''s program against the exercise, case by case'
        }
        &'sockctl;help;relay;serve'= {
        }
        &'sockctl;help;relay;client'= {
        }
        &'sockctl;help;relay;check'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
        }
        &'sockctl;help;relay;check;server'= {
        }
        &'sockctl;help;relay;check;client'= {
        }
        &'sockctl;help;dual-stack'= {
            cand serve 'Take connections over IPv4 and IPv6 and acknowledge what clients say'
            cand client 'Connect by name, and see which address and family it took'
            cand check 'Judge anybody''s program against the exercise, case by case'
        }
        &'sockctl;help;dual-stack;serve'= {
        }
        &'sockctl;help;dual-stack;client'= {
        }
        &'sockctl;help;dual-stack;check'= {
            cand server 'Judge a server: one that runs, or one that is started for each case'
            cand client 'Judge a client: one that is started for each case, by a command or by you'
        }
        &'sockctl;help;dual-stack;check;server'= {
        }
        &'sockctl;help;dual-stack;check;client'= {
        }
        &'sockctl;help;help'= {
        }
    ]
    $completions[$command]
}
