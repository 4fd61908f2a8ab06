_sockctl() {
    local i cur prev opts cmd
    COMPREPLY=()
    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
        cur="$2"
    else
        cur="${COMP_WORDS[COMP_CWORD]}"
    fi
    prev="$3"
    cmd=""
    opts=""

    for i in "${COMP_WORDS[@]:0:COMP_CWORD}"
    do
        case "${cmd},${i}" in
            ",$1")
                cmd="sockctl"
                ;;
            sockctl,check)
                cmd="sockctl__subcmd__check"
                ;;
            sockctl,completions)
                cmd="sockctl__subcmd__completions"
                ;;
            sockctl,demo)
                cmd="sockctl__subcmd__demo"
                ;;
            sockctl,dual-stack)
                cmd="sockctl__subcmd__dual__subcmd__stack"
                ;;
            sockctl,echo)
                cmd="sockctl__subcmd__echo"
                ;;
            sockctl,ftp)
                cmd="sockctl__subcmd__ftp"
                ;;
            sockctl,handshake)
                cmd="sockctl__subcmd__handshake"
                ;;
            sockctl,help)
                cmd="sockctl__subcmd__help"
                ;;
            sockctl,man)
                cmd="sockctl__subcmd__man"
                ;;
            sockctl,ping)
                cmd="sockctl__subcmd__ping"
                ;;
            sockctl,profile)
                cmd="sockctl__subcmd__profile"
                ;;
            sockctl,relay)
                cmd="sockctl__subcmd__relay"
                ;;
            sockctl,serve)
                cmd="sockctl__subcmd__serve"
                ;;
            sockctl,throughput)
                cmd="sockctl__subcmd__throughput"
                ;;
            sockctl__subcmd__dual__subcmd__stack,check)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__check"
                ;;
            sockctl__subcmd__dual__subcmd__stack,client)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__client"
                ;;
            sockctl__subcmd__dual__subcmd__stack,help)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__help"
                ;;
            sockctl__subcmd__dual__subcmd__stack,serve)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__serve"
                ;;
            sockctl__subcmd__dual__subcmd__stack__subcmd__check,client)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__dual__subcmd__stack__subcmd__check,help)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__help"
                ;;
            sockctl__subcmd__dual__subcmd__stack__subcmd__check,server)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__help,client)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__help__subcmd__client"
                ;;
            sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__help,help)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__help,server)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__help__subcmd__server"
                ;;
            sockctl__subcmd__dual__subcmd__stack__subcmd__help,check)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__help__subcmd__check"
                ;;
            sockctl__subcmd__dual__subcmd__stack__subcmd__help,client)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__help__subcmd__client"
                ;;
            sockctl__subcmd__dual__subcmd__stack__subcmd__help,help)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__dual__subcmd__stack__subcmd__help,serve)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__help__subcmd__serve"
                ;;
            sockctl__subcmd__dual__subcmd__stack__subcmd__help__subcmd__check,client)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__help__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__dual__subcmd__stack__subcmd__help__subcmd__check,server)
                cmd="sockctl__subcmd__dual__subcmd__stack__subcmd__help__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__echo,check)
                cmd="sockctl__subcmd__echo__subcmd__check"
                ;;
            sockctl__subcmd__echo,client)
                cmd="sockctl__subcmd__echo__subcmd__client"
                ;;
            sockctl__subcmd__echo,help)
                cmd="sockctl__subcmd__echo__subcmd__help"
                ;;
            sockctl__subcmd__echo,serve)
                cmd="sockctl__subcmd__echo__subcmd__serve"
                ;;
            sockctl__subcmd__echo__subcmd__check,client)
                cmd="sockctl__subcmd__echo__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__echo__subcmd__check,help)
                cmd="sockctl__subcmd__echo__subcmd__check__subcmd__help"
                ;;
            sockctl__subcmd__echo__subcmd__check,server)
                cmd="sockctl__subcmd__echo__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__echo__subcmd__check__subcmd__help,client)
                cmd="sockctl__subcmd__echo__subcmd__check__subcmd__help__subcmd__client"
                ;;
            sockctl__subcmd__echo__subcmd__check__subcmd__help,help)
                cmd="sockctl__subcmd__echo__subcmd__check__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__echo__subcmd__check__subcmd__help,server)
                cmd="sockctl__subcmd__echo__subcmd__check__subcmd__help__subcmd__server"
                ;;
            sockctl__subcmd__echo__subcmd__help,check)
                cmd="sockctl__subcmd__echo__subcmd__help__subcmd__check"
                ;;
            sockctl__subcmd__echo__subcmd__help,client)
                cmd="sockctl__subcmd__echo__subcmd__help__subcmd__client"
                ;;
            sockctl__subcmd__echo__subcmd__help,help)
                cmd="sockctl__subcmd__echo__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__echo__subcmd__help,serve)
                cmd="sockctl__subcmd__echo__subcmd__help__subcmd__serve"
                ;;
            sockctl__subcmd__echo__subcmd__help__subcmd__check,client)
                cmd="sockctl__subcmd__echo__subcmd__help__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__echo__subcmd__help__subcmd__check,server)
                cmd="sockctl__subcmd__echo__subcmd__help__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__ftp,check)
                cmd="sockctl__subcmd__ftp__subcmd__check"
                ;;
            sockctl__subcmd__ftp,client)
                cmd="sockctl__subcmd__ftp__subcmd__client"
                ;;
            sockctl__subcmd__ftp,help)
                cmd="sockctl__subcmd__ftp__subcmd__help"
                ;;
            sockctl__subcmd__ftp,serve)
                cmd="sockctl__subcmd__ftp__subcmd__serve"
                ;;
            sockctl__subcmd__ftp__subcmd__check,client)
                cmd="sockctl__subcmd__ftp__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__ftp__subcmd__check,help)
                cmd="sockctl__subcmd__ftp__subcmd__check__subcmd__help"
                ;;
            sockctl__subcmd__ftp__subcmd__check,server)
                cmd="sockctl__subcmd__ftp__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__ftp__subcmd__check__subcmd__help,client)
                cmd="sockctl__subcmd__ftp__subcmd__check__subcmd__help__subcmd__client"
                ;;
            sockctl__subcmd__ftp__subcmd__check__subcmd__help,help)
                cmd="sockctl__subcmd__ftp__subcmd__check__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__ftp__subcmd__check__subcmd__help,server)
                cmd="sockctl__subcmd__ftp__subcmd__check__subcmd__help__subcmd__server"
                ;;
            sockctl__subcmd__ftp__subcmd__help,check)
                cmd="sockctl__subcmd__ftp__subcmd__help__subcmd__check"
                ;;
            sockctl__subcmd__ftp__subcmd__help,client)
                cmd="sockctl__subcmd__ftp__subcmd__help__subcmd__client"
                ;;
            sockctl__subcmd__ftp__subcmd__help,help)
                cmd="sockctl__subcmd__ftp__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__ftp__subcmd__help,serve)
                cmd="sockctl__subcmd__ftp__subcmd__help__subcmd__serve"
                ;;
            sockctl__subcmd__ftp__subcmd__help__subcmd__check,client)
                cmd="sockctl__subcmd__ftp__subcmd__help__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__ftp__subcmd__help__subcmd__check,server)
                cmd="sockctl__subcmd__ftp__subcmd__help__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__handshake,check)
                cmd="sockctl__subcmd__handshake__subcmd__check"
                ;;
            sockctl__subcmd__handshake,client)
                cmd="sockctl__subcmd__handshake__subcmd__client"
                ;;
            sockctl__subcmd__handshake,help)
                cmd="sockctl__subcmd__handshake__subcmd__help"
                ;;
            sockctl__subcmd__handshake,serve)
                cmd="sockctl__subcmd__handshake__subcmd__serve"
                ;;
            sockctl__subcmd__handshake__subcmd__check,client)
                cmd="sockctl__subcmd__handshake__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__handshake__subcmd__check,help)
                cmd="sockctl__subcmd__handshake__subcmd__check__subcmd__help"
                ;;
            sockctl__subcmd__handshake__subcmd__check,server)
                cmd="sockctl__subcmd__handshake__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__handshake__subcmd__check__subcmd__help,client)
                cmd="sockctl__subcmd__handshake__subcmd__check__subcmd__help__subcmd__client"
                ;;
            sockctl__subcmd__handshake__subcmd__check__subcmd__help,help)
                cmd="sockctl__subcmd__handshake__subcmd__check__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__handshake__subcmd__check__subcmd__help,server)
                cmd="sockctl__subcmd__handshake__subcmd__check__subcmd__help__subcmd__server"
                ;;
            sockctl__subcmd__handshake__subcmd__help,check)
                cmd="sockctl__subcmd__handshake__subcmd__help__subcmd__check"
                ;;
            sockctl__subcmd__handshake__subcmd__help,client)
                cmd="sockctl__subcmd__handshake__subcmd__help__subcmd__client"
                ;;
            sockctl__subcmd__handshake__subcmd__help,help)
                cmd="sockctl__subcmd__handshake__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__handshake__subcmd__help,serve)
                cmd="sockctl__subcmd__handshake__subcmd__help__subcmd__serve"
                ;;
            sockctl__subcmd__handshake__subcmd__help__subcmd__check,client)
                cmd="sockctl__subcmd__handshake__subcmd__help__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__handshake__subcmd__help__subcmd__check,server)
                cmd="sockctl__subcmd__handshake__subcmd__help__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__help,check)
                cmd="sockctl__subcmd__help__subcmd__check"
                ;;
            sockctl__subcmd__help,completions)
                cmd="sockctl__subcmd__help__subcmd__completions"
                ;;
            sockctl__subcmd__help,demo)
                cmd="sockctl__subcmd__help__subcmd__demo"
                ;;
            sockctl__subcmd__help,dual-stack)
                cmd="sockctl__subcmd__help__subcmd__dual__subcmd__stack"
                ;;
            sockctl__subcmd__help,echo)
                cmd="sockctl__subcmd__help__subcmd__echo"
                ;;
            sockctl__subcmd__help,ftp)
                cmd="sockctl__subcmd__help__subcmd__ftp"
                ;;
            sockctl__subcmd__help,handshake)
                cmd="sockctl__subcmd__help__subcmd__handshake"
                ;;
            sockctl__subcmd__help,help)
                cmd="sockctl__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__help,man)
                cmd="sockctl__subcmd__help__subcmd__man"
                ;;
            sockctl__subcmd__help,ping)
                cmd="sockctl__subcmd__help__subcmd__ping"
                ;;
            sockctl__subcmd__help,profile)
                cmd="sockctl__subcmd__help__subcmd__profile"
                ;;
            sockctl__subcmd__help,relay)
                cmd="sockctl__subcmd__help__subcmd__relay"
                ;;
            sockctl__subcmd__help,serve)
                cmd="sockctl__subcmd__help__subcmd__serve"
                ;;
            sockctl__subcmd__help,throughput)
                cmd="sockctl__subcmd__help__subcmd__throughput"
                ;;
            sockctl__subcmd__help__subcmd__dual__subcmd__stack,check)
                cmd="sockctl__subcmd__help__subcmd__dual__subcmd__stack__subcmd__check"
                ;;
            sockctl__subcmd__help__subcmd__dual__subcmd__stack,client)
                cmd="sockctl__subcmd__help__subcmd__dual__subcmd__stack__subcmd__client"
                ;;
            sockctl__subcmd__help__subcmd__dual__subcmd__stack,serve)
                cmd="sockctl__subcmd__help__subcmd__dual__subcmd__stack__subcmd__serve"
                ;;
            sockctl__subcmd__help__subcmd__dual__subcmd__stack__subcmd__check,client)
                cmd="sockctl__subcmd__help__subcmd__dual__subcmd__stack__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__help__subcmd__dual__subcmd__stack__subcmd__check,server)
                cmd="sockctl__subcmd__help__subcmd__dual__subcmd__stack__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__help__subcmd__echo,check)
                cmd="sockctl__subcmd__help__subcmd__echo__subcmd__check"
                ;;
            sockctl__subcmd__help__subcmd__echo,client)
                cmd="sockctl__subcmd__help__subcmd__echo__subcmd__client"
                ;;
            sockctl__subcmd__help__subcmd__echo,serve)
                cmd="sockctl__subcmd__help__subcmd__echo__subcmd__serve"
                ;;
            sockctl__subcmd__help__subcmd__echo__subcmd__check,client)
                cmd="sockctl__subcmd__help__subcmd__echo__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__help__subcmd__echo__subcmd__check,server)
                cmd="sockctl__subcmd__help__subcmd__echo__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__help__subcmd__ftp,check)
                cmd="sockctl__subcmd__help__subcmd__ftp__subcmd__check"
                ;;
            sockctl__subcmd__help__subcmd__ftp,client)
                cmd="sockctl__subcmd__help__subcmd__ftp__subcmd__client"
                ;;
            sockctl__subcmd__help__subcmd__ftp,serve)
                cmd="sockctl__subcmd__help__subcmd__ftp__subcmd__serve"
                ;;
            sockctl__subcmd__help__subcmd__ftp__subcmd__check,client)
                cmd="sockctl__subcmd__help__subcmd__ftp__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__help__subcmd__ftp__subcmd__check,server)
                cmd="sockctl__subcmd__help__subcmd__ftp__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__help__subcmd__handshake,check)
                cmd="sockctl__subcmd__help__subcmd__handshake__subcmd__check"
                ;;
            sockctl__subcmd__help__subcmd__handshake,client)
                cmd="sockctl__subcmd__help__subcmd__handshake__subcmd__client"
                ;;
            sockctl__subcmd__help__subcmd__handshake,serve)
                cmd="sockctl__subcmd__help__subcmd__handshake__subcmd__serve"
                ;;
            sockctl__subcmd__help__subcmd__handshake__subcmd__check,client)
                cmd="sockctl__subcmd__help__subcmd__handshake__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__help__subcmd__handshake__subcmd__check,server)
                cmd="sockctl__subcmd__help__subcmd__handshake__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__help__subcmd__ping,check)
                cmd="sockctl__subcmd__help__subcmd__ping__subcmd__check"
                ;;
            sockctl__subcmd__help__subcmd__ping,client)
                cmd="sockctl__subcmd__help__subcmd__ping__subcmd__client"
                ;;
            sockctl__subcmd__help__subcmd__ping,serve)
                cmd="sockctl__subcmd__help__subcmd__ping__subcmd__serve"
                ;;
            sockctl__subcmd__help__subcmd__ping__subcmd__check,client)
                cmd="sockctl__subcmd__help__subcmd__ping__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__help__subcmd__ping__subcmd__check,server)
                cmd="sockctl__subcmd__help__subcmd__ping__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__help__subcmd__profile,check)
                cmd="sockctl__subcmd__help__subcmd__profile__subcmd__check"
                ;;
            sockctl__subcmd__help__subcmd__profile,init)
                cmd="sockctl__subcmd__help__subcmd__profile__subcmd__init"
                ;;
            sockctl__subcmd__help__subcmd__profile,list)
                cmd="sockctl__subcmd__help__subcmd__profile__subcmd__list"
                ;;
            sockctl__subcmd__help__subcmd__profile,show)
                cmd="sockctl__subcmd__help__subcmd__profile__subcmd__show"
                ;;
            sockctl__subcmd__help__subcmd__relay,check)
                cmd="sockctl__subcmd__help__subcmd__relay__subcmd__check"
                ;;
            sockctl__subcmd__help__subcmd__relay,client)
                cmd="sockctl__subcmd__help__subcmd__relay__subcmd__client"
                ;;
            sockctl__subcmd__help__subcmd__relay,serve)
                cmd="sockctl__subcmd__help__subcmd__relay__subcmd__serve"
                ;;
            sockctl__subcmd__help__subcmd__relay__subcmd__check,client)
                cmd="sockctl__subcmd__help__subcmd__relay__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__help__subcmd__relay__subcmd__check,server)
                cmd="sockctl__subcmd__help__subcmd__relay__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__help__subcmd__throughput,check)
                cmd="sockctl__subcmd__help__subcmd__throughput__subcmd__check"
                ;;
            sockctl__subcmd__help__subcmd__throughput,client)
                cmd="sockctl__subcmd__help__subcmd__throughput__subcmd__client"
                ;;
            sockctl__subcmd__help__subcmd__throughput,serve)
                cmd="sockctl__subcmd__help__subcmd__throughput__subcmd__serve"
                ;;
            sockctl__subcmd__help__subcmd__throughput__subcmd__check,client)
                cmd="sockctl__subcmd__help__subcmd__throughput__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__help__subcmd__throughput__subcmd__check,server)
                cmd="sockctl__subcmd__help__subcmd__throughput__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__ping,check)
                cmd="sockctl__subcmd__ping__subcmd__check"
                ;;
            sockctl__subcmd__ping,client)
                cmd="sockctl__subcmd__ping__subcmd__client"
                ;;
            sockctl__subcmd__ping,help)
                cmd="sockctl__subcmd__ping__subcmd__help"
                ;;
            sockctl__subcmd__ping,serve)
                cmd="sockctl__subcmd__ping__subcmd__serve"
                ;;
            sockctl__subcmd__ping__subcmd__check,client)
                cmd="sockctl__subcmd__ping__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__ping__subcmd__check,help)
                cmd="sockctl__subcmd__ping__subcmd__check__subcmd__help"
                ;;
            sockctl__subcmd__ping__subcmd__check,server)
                cmd="sockctl__subcmd__ping__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__ping__subcmd__check__subcmd__help,client)
                cmd="sockctl__subcmd__ping__subcmd__check__subcmd__help__subcmd__client"
                ;;
            sockctl__subcmd__ping__subcmd__check__subcmd__help,help)
                cmd="sockctl__subcmd__ping__subcmd__check__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__ping__subcmd__check__subcmd__help,server)
                cmd="sockctl__subcmd__ping__subcmd__check__subcmd__help__subcmd__server"
                ;;
            sockctl__subcmd__ping__subcmd__help,check)
                cmd="sockctl__subcmd__ping__subcmd__help__subcmd__check"
                ;;
            sockctl__subcmd__ping__subcmd__help,client)
                cmd="sockctl__subcmd__ping__subcmd__help__subcmd__client"
                ;;
            sockctl__subcmd__ping__subcmd__help,help)
                cmd="sockctl__subcmd__ping__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__ping__subcmd__help,serve)
                cmd="sockctl__subcmd__ping__subcmd__help__subcmd__serve"
                ;;
            sockctl__subcmd__ping__subcmd__help__subcmd__check,client)
                cmd="sockctl__subcmd__ping__subcmd__help__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__ping__subcmd__help__subcmd__check,server)
                cmd="sockctl__subcmd__ping__subcmd__help__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__profile,check)
                cmd="sockctl__subcmd__profile__subcmd__check"
                ;;
            sockctl__subcmd__profile,help)
                cmd="sockctl__subcmd__profile__subcmd__help"
                ;;
            sockctl__subcmd__profile,init)
                cmd="sockctl__subcmd__profile__subcmd__init"
                ;;
            sockctl__subcmd__profile,list)
                cmd="sockctl__subcmd__profile__subcmd__list"
                ;;
            sockctl__subcmd__profile,show)
                cmd="sockctl__subcmd__profile__subcmd__show"
                ;;
            sockctl__subcmd__profile__subcmd__help,check)
                cmd="sockctl__subcmd__profile__subcmd__help__subcmd__check"
                ;;
            sockctl__subcmd__profile__subcmd__help,help)
                cmd="sockctl__subcmd__profile__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__profile__subcmd__help,init)
                cmd="sockctl__subcmd__profile__subcmd__help__subcmd__init"
                ;;
            sockctl__subcmd__profile__subcmd__help,list)
                cmd="sockctl__subcmd__profile__subcmd__help__subcmd__list"
                ;;
            sockctl__subcmd__profile__subcmd__help,show)
                cmd="sockctl__subcmd__profile__subcmd__help__subcmd__show"
                ;;
            sockctl__subcmd__relay,check)
                cmd="sockctl__subcmd__relay__subcmd__check"
                ;;
            sockctl__subcmd__relay,client)
                cmd="sockctl__subcmd__relay__subcmd__client"
                ;;
            sockctl__subcmd__relay,help)
                cmd="sockctl__subcmd__relay__subcmd__help"
                ;;
            sockctl__subcmd__relay,serve)
                cmd="sockctl__subcmd__relay__subcmd__serve"
                ;;
            sockctl__subcmd__relay__subcmd__check,client)
                cmd="sockctl__subcmd__relay__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__relay__subcmd__check,help)
                cmd="sockctl__subcmd__relay__subcmd__check__subcmd__help"
                ;;
            sockctl__subcmd__relay__subcmd__check,server)
                cmd="sockctl__subcmd__relay__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__relay__subcmd__check__subcmd__help,client)
                cmd="sockctl__subcmd__relay__subcmd__check__subcmd__help__subcmd__client"
                ;;
            sockctl__subcmd__relay__subcmd__check__subcmd__help,help)
                cmd="sockctl__subcmd__relay__subcmd__check__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__relay__subcmd__check__subcmd__help,server)
                cmd="sockctl__subcmd__relay__subcmd__check__subcmd__help__subcmd__server"
                ;;
            sockctl__subcmd__relay__subcmd__help,check)
                cmd="sockctl__subcmd__relay__subcmd__help__subcmd__check"
                ;;
            sockctl__subcmd__relay__subcmd__help,client)
                cmd="sockctl__subcmd__relay__subcmd__help__subcmd__client"
                ;;
            sockctl__subcmd__relay__subcmd__help,help)
                cmd="sockctl__subcmd__relay__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__relay__subcmd__help,serve)
                cmd="sockctl__subcmd__relay__subcmd__help__subcmd__serve"
                ;;
            sockctl__subcmd__relay__subcmd__help__subcmd__check,client)
                cmd="sockctl__subcmd__relay__subcmd__help__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__relay__subcmd__help__subcmd__check,server)
                cmd="sockctl__subcmd__relay__subcmd__help__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__throughput,check)
                cmd="sockctl__subcmd__throughput__subcmd__check"
                ;;
            sockctl__subcmd__throughput,client)
                cmd="sockctl__subcmd__throughput__subcmd__client"
                ;;
            sockctl__subcmd__throughput,help)
                cmd="sockctl__subcmd__throughput__subcmd__help"
                ;;
            sockctl__subcmd__throughput,serve)
                cmd="sockctl__subcmd__throughput__subcmd__serve"
                ;;
            sockctl__subcmd__throughput__subcmd__check,client)
                cmd="sockctl__subcmd__throughput__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__throughput__subcmd__check,help)
                cmd="sockctl__subcmd__throughput__subcmd__check__subcmd__help"
                ;;
            sockctl__subcmd__throughput__subcmd__check,server)
                cmd="sockctl__subcmd__throughput__subcmd__check__subcmd__server"
                ;;
            sockctl__subcmd__throughput__subcmd__check__subcmd__help,client)
                cmd="sockctl__subcmd__throughput__subcmd__check__subcmd__help__subcmd__client"
                ;;
            sockctl__subcmd__throughput__subcmd__check__subcmd__help,help)
                cmd="sockctl__subcmd__throughput__subcmd__check__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__throughput__subcmd__check__subcmd__help,server)
                cmd="sockctl__subcmd__throughput__subcmd__check__subcmd__help__subcmd__server"
                ;;
            sockctl__subcmd__throughput__subcmd__help,check)
                cmd="sockctl__subcmd__throughput__subcmd__help__subcmd__check"
                ;;
            sockctl__subcmd__throughput__subcmd__help,client)
                cmd="sockctl__subcmd__throughput__subcmd__help__subcmd__client"
                ;;
            sockctl__subcmd__throughput__subcmd__help,help)
                cmd="sockctl__subcmd__throughput__subcmd__help__subcmd__help"
                ;;
            sockctl__subcmd__throughput__subcmd__help,serve)
                cmd="sockctl__subcmd__throughput__subcmd__help__subcmd__serve"
                ;;
            sockctl__subcmd__throughput__subcmd__help__subcmd__check,client)
                cmd="sockctl__subcmd__throughput__subcmd__help__subcmd__check__subcmd__client"
                ;;
            sockctl__subcmd__throughput__subcmd__help__subcmd__check,server)
                cmd="sockctl__subcmd__throughput__subcmd__help__subcmd__check__subcmd__server"
                ;;
            *)
                ;;
        esac
    done

    case "${cmd}" in
        sockctl)
            opts="-v -q -h -V --json --trace --color --verbose --quiet --profile --help --version serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 1 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__check)
            opts="-v -q -h --manifest --junit --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --manifest)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__completions)
            opts="-v -q -h --static --json --trace --color --verbose --quiet --profile --help bash elvish fish powershell zsh"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__demo)
            opts="-v -q -h --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack)
            opts="-v -q -h --json --trace --color --verbose --quiet --profile --help serve client check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__check)
            opts="-v -q -h --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help server client help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "DS-01 DS-02 DS-03 DS-04 DS-05 DS-06 DS-07 DS-08 DS-09 DS-10 DS-11 DS-12 DS-13 DS-14 DS-41 DS-42 DS-43 DS-44 DS-45 DS-46 DS-47 DS-48 DS-49 DS-50 DS-51 DS-52" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "DS-01 DS-02 DS-03 DS-04 DS-05 DS-06 DS-07 DS-08 DS-09 DS-10 DS-11 DS-12 DS-13 DS-14 DS-41 DS-42 DS-43 DS-44 DS-45 DS-46 DS-47 DS-48 DS-49 DS-50 DS-51 DS-52" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "DS-01 DS-02 DS-03 DS-04 DS-05 DS-06 DS-07 DS-08 DS-09 DS-10 DS-11 DS-12 DS-13 DS-14 DS-41 DS-42 DS-43 DS-44 DS-45 DS-46 DS-47 DS-48 DS-49 DS-50 DS-51 DS-52" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__client)
            opts="-p -B -v -q -h --port --bind --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bind)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -B)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "DS-01 DS-02 DS-03 DS-04 DS-05 DS-06 DS-07 DS-08 DS-09 DS-10 DS-11 DS-12 DS-13 DS-14 DS-41 DS-42 DS-43 DS-44 DS-45 DS-46 DS-47 DS-48 DS-49 DS-50 DS-51 DS-52" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "DS-01 DS-02 DS-03 DS-04 DS-05 DS-06 DS-07 DS-08 DS-09 DS-10 DS-11 DS-12 DS-13 DS-14 DS-41 DS-42 DS-43 DS-44 DS-45 DS-46 DS-47 DS-48 DS-49 DS-50 DS-51 DS-52" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "DS-01 DS-02 DS-03 DS-04 DS-05 DS-06 DS-07 DS-08 DS-09 DS-10 DS-11 DS-12 DS-13 DS-14 DS-41 DS-42 DS-43 DS-44 DS-45 DS-46 DS-47 DS-48 DS-49 DS-50 DS-51 DS-52" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__help)
            opts="server client help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__help__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__help__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__check__subcmd__server)
            opts="-p -v -q -h --port --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "DS-01 DS-02 DS-03 DS-04 DS-05 DS-06 DS-07 DS-08 DS-09 DS-10 DS-11 DS-12 DS-13 DS-14 DS-41 DS-42 DS-43 DS-44 DS-45 DS-46 DS-47 DS-48 DS-49 DS-50 DS-51 DS-52" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "DS-01 DS-02 DS-03 DS-04 DS-05 DS-06 DS-07 DS-08 DS-09 DS-10 DS-11 DS-12 DS-13 DS-14 DS-41 DS-42 DS-43 DS-44 DS-45 DS-46 DS-47 DS-48 DS-49 DS-50 DS-51 DS-52" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "DS-01 DS-02 DS-03 DS-04 DS-05 DS-06 DS-07 DS-08 DS-09 DS-10 DS-11 DS-12 DS-13 DS-14 DS-41 DS-42 DS-43 DS-44 DS-45 DS-46 DS-47 DS-48 DS-49 DS-50 DS-51 DS-52" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__client)
            opts="-p -4 -6 -n -v -q -h --port --ipv4 --ipv6 --source --wire --count --reply-timeout --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --source)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wire)
                    COMPREPLY=($(compgen -W "tcp course" -- "${cur}"))
                    return 0
                    ;;
                --count)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -n)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --reply-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__help)
            opts="serve client check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__help__subcmd__check)
            opts="server client"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__help__subcmd__check__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__help__subcmd__check__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__help__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__help__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__dual__subcmd__stack__subcmd__serve)
            opts="-p -B -v -q -h --port --bind --max-clients --idle-timeout --max-pps --allow --deny --events --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bind)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -B)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-clients)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idle-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-pps)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --deny)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --events)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo)
            opts="-v -q -h --json --trace --color --verbose --quiet --profile --help serve client check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__check)
            opts="-v -q -h --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help server client help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "EC-01 EC-02 EC-03 EC-04 EC-05 EC-06 EC-07 EC-08 EC-09 EC-10 EC-11 EC-12 EC-13 EC-14 EC-15 EC-16 EC-17 EC-18 EC-19 EC-20 EC-21 EC-22 EC-23 EC-24 EC-25 EC-26 EC-27 EC-28 EC-41 EC-42 EC-43 EC-44 EC-45 EC-46 EC-47 EC-48 EC-49 EC-50 EC-51 EC-52 EC-53 EC-54 EC-55 EC-56 EC-57 EC-58" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "EC-01 EC-02 EC-03 EC-04 EC-05 EC-06 EC-07 EC-08 EC-09 EC-10 EC-11 EC-12 EC-13 EC-14 EC-15 EC-16 EC-17 EC-18 EC-19 EC-20 EC-21 EC-22 EC-23 EC-24 EC-25 EC-26 EC-27 EC-28 EC-41 EC-42 EC-43 EC-44 EC-45 EC-46 EC-47 EC-48 EC-49 EC-50 EC-51 EC-52 EC-53 EC-54 EC-55 EC-56 EC-57 EC-58" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "EC-01 EC-02 EC-03 EC-04 EC-05 EC-06 EC-07 EC-08 EC-09 EC-10 EC-11 EC-12 EC-13 EC-14 EC-15 EC-16 EC-17 EC-18 EC-19 EC-20 EC-21 EC-22 EC-23 EC-24 EC-25 EC-26 EC-27 EC-28 EC-41 EC-42 EC-43 EC-44 EC-45 EC-46 EC-47 EC-48 EC-49 EC-50 EC-51 EC-52 EC-53 EC-54 EC-55 EC-56 EC-57 EC-58" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__check__subcmd__client)
            opts="-u -p -B -v -q -h --wire --udp --port --bind --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --wire)
                    COMPREPLY=($(compgen -W "lab named" -- "${cur}"))
                    return 0
                    ;;
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bind)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -B)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "EC-01 EC-02 EC-03 EC-04 EC-05 EC-06 EC-07 EC-08 EC-09 EC-10 EC-11 EC-12 EC-13 EC-14 EC-15 EC-16 EC-17 EC-18 EC-19 EC-20 EC-21 EC-22 EC-23 EC-24 EC-25 EC-26 EC-27 EC-28 EC-41 EC-42 EC-43 EC-44 EC-45 EC-46 EC-47 EC-48 EC-49 EC-50 EC-51 EC-52 EC-53 EC-54 EC-55 EC-56 EC-57 EC-58" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "EC-01 EC-02 EC-03 EC-04 EC-05 EC-06 EC-07 EC-08 EC-09 EC-10 EC-11 EC-12 EC-13 EC-14 EC-15 EC-16 EC-17 EC-18 EC-19 EC-20 EC-21 EC-22 EC-23 EC-24 EC-25 EC-26 EC-27 EC-28 EC-41 EC-42 EC-43 EC-44 EC-45 EC-46 EC-47 EC-48 EC-49 EC-50 EC-51 EC-52 EC-53 EC-54 EC-55 EC-56 EC-57 EC-58" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "EC-01 EC-02 EC-03 EC-04 EC-05 EC-06 EC-07 EC-08 EC-09 EC-10 EC-11 EC-12 EC-13 EC-14 EC-15 EC-16 EC-17 EC-18 EC-19 EC-20 EC-21 EC-22 EC-23 EC-24 EC-25 EC-26 EC-27 EC-28 EC-41 EC-42 EC-43 EC-44 EC-45 EC-46 EC-47 EC-48 EC-49 EC-50 EC-51 EC-52 EC-53 EC-54 EC-55 EC-56 EC-57 EC-58" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__check__subcmd__help)
            opts="server client help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__check__subcmd__help__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__check__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__check__subcmd__help__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__check__subcmd__server)
            opts="-u -p -v -q -h --wire --udp --port --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --wire)
                    COMPREPLY=($(compgen -W "lab named" -- "${cur}"))
                    return 0
                    ;;
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "EC-01 EC-02 EC-03 EC-04 EC-05 EC-06 EC-07 EC-08 EC-09 EC-10 EC-11 EC-12 EC-13 EC-14 EC-15 EC-16 EC-17 EC-18 EC-19 EC-20 EC-21 EC-22 EC-23 EC-24 EC-25 EC-26 EC-27 EC-28 EC-41 EC-42 EC-43 EC-44 EC-45 EC-46 EC-47 EC-48 EC-49 EC-50 EC-51 EC-52 EC-53 EC-54 EC-55 EC-56 EC-57 EC-58" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "EC-01 EC-02 EC-03 EC-04 EC-05 EC-06 EC-07 EC-08 EC-09 EC-10 EC-11 EC-12 EC-13 EC-14 EC-15 EC-16 EC-17 EC-18 EC-19 EC-20 EC-21 EC-22 EC-23 EC-24 EC-25 EC-26 EC-27 EC-28 EC-41 EC-42 EC-43 EC-44 EC-45 EC-46 EC-47 EC-48 EC-49 EC-50 EC-51 EC-52 EC-53 EC-54 EC-55 EC-56 EC-57 EC-58" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "EC-01 EC-02 EC-03 EC-04 EC-05 EC-06 EC-07 EC-08 EC-09 EC-10 EC-11 EC-12 EC-13 EC-14 EC-15 EC-16 EC-17 EC-18 EC-19 EC-20 EC-21 EC-22 EC-23 EC-24 EC-25 EC-26 EC-27 EC-28 EC-41 EC-42 EC-43 EC-44 EC-45 EC-46 EC-47 EC-48 EC-49 EC-50 EC-51 EC-52 EC-53 EC-54 EC-55 EC-56 EC-57 EC-58" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__client)
            opts="-p -4 -6 -u -n -s -i -v -q -h --port --ipv4 --ipv6 --source --wire --tcp --udp --count --size --interval --reply-timeout --suffix --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --source)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wire)
                    COMPREPLY=($(compgen -W "rfc862 lab named" -- "${cur}"))
                    return 0
                    ;;
                --count)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -n)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --size)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -s)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --interval)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -i)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --reply-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__help)
            opts="serve client check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__help__subcmd__check)
            opts="server client"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__help__subcmd__check__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__help__subcmd__check__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__help__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__help__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__echo__subcmd__serve)
            opts="-p -B -u -v -q -h --port --bind --wire --tcp --udp --max-clients --idle-timeout --suffix --files --max-pps --course-peers --allow --deny --remote-stop --events --loss --delay --duplicate --reorder --corrupt --seed --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bind)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -B)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wire)
                    COMPREPLY=($(compgen -W "rfc862 lab named" -- "${cur}"))
                    return 0
                    ;;
                --max-clients)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idle-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --files)
                    COMPREPLY=()
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o plusdirs
                    fi
                    return 0
                    ;;
                --max-pps)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --course-peers)
                    COMPREPLY=($(compgen -W "private loopback any" -- "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --deny)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --remote-stop)
                    COMPREPLY=($(compgen -W "off loopback" -- "${cur}"))
                    return 0
                    ;;
                --events)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --loss)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --delay)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --duplicate)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --reorder)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --corrupt)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp)
            opts="-v -q -h --json --trace --color --verbose --quiet --profile --help serve client check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__check)
            opts="-v -q -h --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help server client help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "FT-01 FT-02 FT-03 FT-04 FT-05 FT-06 FT-07 FT-08 FT-09 FT-10 FT-11 FT-12 FT-13 FT-14 FT-15 FT-16 FT-17 FT-41 FT-42 FT-43 FT-44 FT-45 FT-46 FT-47 FT-48 FT-49 FT-50 FT-51 FT-52 FT-53 FT-54 FT-55 FT-56 FT-57 FT-58" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "FT-01 FT-02 FT-03 FT-04 FT-05 FT-06 FT-07 FT-08 FT-09 FT-10 FT-11 FT-12 FT-13 FT-14 FT-15 FT-16 FT-17 FT-41 FT-42 FT-43 FT-44 FT-45 FT-46 FT-47 FT-48 FT-49 FT-50 FT-51 FT-52 FT-53 FT-54 FT-55 FT-56 FT-57 FT-58" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "FT-01 FT-02 FT-03 FT-04 FT-05 FT-06 FT-07 FT-08 FT-09 FT-10 FT-11 FT-12 FT-13 FT-14 FT-15 FT-16 FT-17 FT-41 FT-42 FT-43 FT-44 FT-45 FT-46 FT-47 FT-48 FT-49 FT-50 FT-51 FT-52 FT-53 FT-54 FT-55 FT-56 FT-57 FT-58" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__check__subcmd__client)
            opts="-p -B -v -q -h --port --bind --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bind)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -B)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "FT-01 FT-02 FT-03 FT-04 FT-05 FT-06 FT-07 FT-08 FT-09 FT-10 FT-11 FT-12 FT-13 FT-14 FT-15 FT-16 FT-17 FT-41 FT-42 FT-43 FT-44 FT-45 FT-46 FT-47 FT-48 FT-49 FT-50 FT-51 FT-52 FT-53 FT-54 FT-55 FT-56 FT-57 FT-58" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "FT-01 FT-02 FT-03 FT-04 FT-05 FT-06 FT-07 FT-08 FT-09 FT-10 FT-11 FT-12 FT-13 FT-14 FT-15 FT-16 FT-17 FT-41 FT-42 FT-43 FT-44 FT-45 FT-46 FT-47 FT-48 FT-49 FT-50 FT-51 FT-52 FT-53 FT-54 FT-55 FT-56 FT-57 FT-58" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "FT-01 FT-02 FT-03 FT-04 FT-05 FT-06 FT-07 FT-08 FT-09 FT-10 FT-11 FT-12 FT-13 FT-14 FT-15 FT-16 FT-17 FT-41 FT-42 FT-43 FT-44 FT-45 FT-46 FT-47 FT-48 FT-49 FT-50 FT-51 FT-52 FT-53 FT-54 FT-55 FT-56 FT-57 FT-58" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__check__subcmd__help)
            opts="server client help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__check__subcmd__help__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__check__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__check__subcmd__help__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__check__subcmd__server)
            opts="-p -v -q -h --port --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "FT-01 FT-02 FT-03 FT-04 FT-05 FT-06 FT-07 FT-08 FT-09 FT-10 FT-11 FT-12 FT-13 FT-14 FT-15 FT-16 FT-17 FT-41 FT-42 FT-43 FT-44 FT-45 FT-46 FT-47 FT-48 FT-49 FT-50 FT-51 FT-52 FT-53 FT-54 FT-55 FT-56 FT-57 FT-58" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "FT-01 FT-02 FT-03 FT-04 FT-05 FT-06 FT-07 FT-08 FT-09 FT-10 FT-11 FT-12 FT-13 FT-14 FT-15 FT-16 FT-17 FT-41 FT-42 FT-43 FT-44 FT-45 FT-46 FT-47 FT-48 FT-49 FT-50 FT-51 FT-52 FT-53 FT-54 FT-55 FT-56 FT-57 FT-58" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "FT-01 FT-02 FT-03 FT-04 FT-05 FT-06 FT-07 FT-08 FT-09 FT-10 FT-11 FT-12 FT-13 FT-14 FT-15 FT-16 FT-17 FT-41 FT-42 FT-43 FT-44 FT-45 FT-46 FT-47 FT-48 FT-49 FT-50 FT-51 FT-52 FT-53 FT-54 FT-55 FT-56 FT-57 FT-58" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__client)
            opts="-p -4 -6 -o -v -q -h --port --ipv4 --ipv6 --source --wire --output --force --course-key --course-key-file --reply-timeout --stall-timeout --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --source)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wire)
                    COMPREPLY=($(compgen -W "course" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                -o)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --course-key)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --course-key-file)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --reply-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --stall-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__help)
            opts="serve client check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__help__subcmd__check)
            opts="server client"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__help__subcmd__check__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__help__subcmd__check__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__help__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__help__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ftp__subcmd__serve)
            opts="-p -B -v -q -h --port --bind --wire --course-key --course-key-file --once --max-clients --auth-timeout --course-pause --stall-timeout --max-pps --allow --deny --events --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bind)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -B)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wire)
                    COMPREPLY=($(compgen -W "course" -- "${cur}"))
                    return 0
                    ;;
                --course-key)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --course-key-file)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --max-clients)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --auth-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --course-pause)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --stall-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-pps)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --deny)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --events)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake)
            opts="-v -q -h --json --trace --color --verbose --quiet --profile --help serve client check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__check)
            opts="-v -q -h --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help server client help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "HS-01 HS-02 HS-03 HS-04 HS-05 HS-06 HS-07 HS-08 HS-09 HS-10 HS-11 HS-12 HS-13 HS-14 HS-15 HS-16 HS-17 HS-18 HS-41 HS-42 HS-43 HS-44 HS-45 HS-46 HS-47 HS-48 HS-49 HS-50 HS-51 HS-52 HS-53 HS-54 HS-55 HS-56 HS-57" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "HS-01 HS-02 HS-03 HS-04 HS-05 HS-06 HS-07 HS-08 HS-09 HS-10 HS-11 HS-12 HS-13 HS-14 HS-15 HS-16 HS-17 HS-18 HS-41 HS-42 HS-43 HS-44 HS-45 HS-46 HS-47 HS-48 HS-49 HS-50 HS-51 HS-52 HS-53 HS-54 HS-55 HS-56 HS-57" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "HS-01 HS-02 HS-03 HS-04 HS-05 HS-06 HS-07 HS-08 HS-09 HS-10 HS-11 HS-12 HS-13 HS-14 HS-15 HS-16 HS-17 HS-18 HS-41 HS-42 HS-43 HS-44 HS-45 HS-46 HS-47 HS-48 HS-49 HS-50 HS-51 HS-52 HS-53 HS-54 HS-55 HS-56 HS-57" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__check__subcmd__client)
            opts="-u -p -B -v -q -h --tcp --udp --port --bind --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bind)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -B)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "HS-01 HS-02 HS-03 HS-04 HS-05 HS-06 HS-07 HS-08 HS-09 HS-10 HS-11 HS-12 HS-13 HS-14 HS-15 HS-16 HS-17 HS-18 HS-41 HS-42 HS-43 HS-44 HS-45 HS-46 HS-47 HS-48 HS-49 HS-50 HS-51 HS-52 HS-53 HS-54 HS-55 HS-56 HS-57" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "HS-01 HS-02 HS-03 HS-04 HS-05 HS-06 HS-07 HS-08 HS-09 HS-10 HS-11 HS-12 HS-13 HS-14 HS-15 HS-16 HS-17 HS-18 HS-41 HS-42 HS-43 HS-44 HS-45 HS-46 HS-47 HS-48 HS-49 HS-50 HS-51 HS-52 HS-53 HS-54 HS-55 HS-56 HS-57" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "HS-01 HS-02 HS-03 HS-04 HS-05 HS-06 HS-07 HS-08 HS-09 HS-10 HS-11 HS-12 HS-13 HS-14 HS-15 HS-16 HS-17 HS-18 HS-41 HS-42 HS-43 HS-44 HS-45 HS-46 HS-47 HS-48 HS-49 HS-50 HS-51 HS-52 HS-53 HS-54 HS-55 HS-56 HS-57" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__check__subcmd__help)
            opts="server client help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__check__subcmd__help__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__check__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__check__subcmd__help__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__check__subcmd__server)
            opts="-u -p -v -q -h --tcp --udp --port --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "HS-01 HS-02 HS-03 HS-04 HS-05 HS-06 HS-07 HS-08 HS-09 HS-10 HS-11 HS-12 HS-13 HS-14 HS-15 HS-16 HS-17 HS-18 HS-41 HS-42 HS-43 HS-44 HS-45 HS-46 HS-47 HS-48 HS-49 HS-50 HS-51 HS-52 HS-53 HS-54 HS-55 HS-56 HS-57" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "HS-01 HS-02 HS-03 HS-04 HS-05 HS-06 HS-07 HS-08 HS-09 HS-10 HS-11 HS-12 HS-13 HS-14 HS-15 HS-16 HS-17 HS-18 HS-41 HS-42 HS-43 HS-44 HS-45 HS-46 HS-47 HS-48 HS-49 HS-50 HS-51 HS-52 HS-53 HS-54 HS-55 HS-56 HS-57" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "HS-01 HS-02 HS-03 HS-04 HS-05 HS-06 HS-07 HS-08 HS-09 HS-10 HS-11 HS-12 HS-13 HS-14 HS-15 HS-16 HS-17 HS-18 HS-41 HS-42 HS-43 HS-44 HS-45 HS-46 HS-47 HS-48 HS-49 HS-50 HS-51 HS-52 HS-53 HS-54 HS-55 HS-56 HS-57" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__client)
            opts="-p -4 -6 -u -v -q -h --port --ipv4 --ipv6 --source --tcp --udp --id --tries --reply-timeout --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --source)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tries)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --reply-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__help)
            opts="serve client check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__help__subcmd__check)
            opts="server client"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__help__subcmd__check__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__help__subcmd__check__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__help__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__help__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__handshake__subcmd__serve)
            opts="-p -B -u -v -q -h --port --bind --tcp --udp --id-ttl --idle-timeout --max-ids --max-ids-per-source --max-clients --request-timeout --max-pps --course-peers --allow --deny --events --loss --delay --duplicate --reorder --corrupt --seed --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bind)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -B)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --id-ttl)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idle-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-ids)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-ids-per-source)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-clients)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --request-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-pps)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --course-peers)
                    COMPREPLY=($(compgen -W "private loopback any" -- "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --deny)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --events)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --loss)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --delay)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --duplicate)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --reorder)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --corrupt)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help)
            opts="serve check demo profile completions man handshake echo ping throughput ftp relay dual-stack help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__check)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__completions)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__demo)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__dual__subcmd__stack)
            opts="serve client check"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__dual__subcmd__stack__subcmd__check)
            opts="server client"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__dual__subcmd__stack__subcmd__check__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__dual__subcmd__stack__subcmd__check__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__dual__subcmd__stack__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__dual__subcmd__stack__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__echo)
            opts="serve client check"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__echo__subcmd__check)
            opts="server client"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__echo__subcmd__check__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__echo__subcmd__check__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__echo__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__echo__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__ftp)
            opts="serve client check"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__ftp__subcmd__check)
            opts="server client"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__ftp__subcmd__check__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__ftp__subcmd__check__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__ftp__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__ftp__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__handshake)
            opts="serve client check"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__handshake__subcmd__check)
            opts="server client"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__handshake__subcmd__check__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__handshake__subcmd__check__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__handshake__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__handshake__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__man)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__ping)
            opts="serve client check"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__ping__subcmd__check)
            opts="server client"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__ping__subcmd__check__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__ping__subcmd__check__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__ping__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__ping__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__profile)
            opts="show check list init"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__profile__subcmd__check)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__profile__subcmd__init)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__profile__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__profile__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__relay)
            opts="serve client check"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__relay__subcmd__check)
            opts="server client"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__relay__subcmd__check__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__relay__subcmd__check__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__relay__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__relay__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__throughput)
            opts="serve client check"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__throughput__subcmd__check)
            opts="server client"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__throughput__subcmd__check__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__throughput__subcmd__check__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__throughput__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__help__subcmd__throughput__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__man)
            opts="-o -v -q -h --output --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --output)
                    COMPREPLY=()
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o plusdirs
                    fi
                    return 0
                    ;;
                -o)
                    COMPREPLY=()
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o plusdirs
                    fi
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping)
            opts="-v -q -h --json --trace --color --verbose --quiet --profile --help serve client check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__check)
            opts="-v -q -h --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help server client help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 PI-41 PI-42 PI-43 PI-44 PI-45 PI-46 PI-47 PI-48 PI-49 PI-50 PI-51 PI-52 PI-53 PI-54" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 PI-41 PI-42 PI-43 PI-44 PI-45 PI-46 PI-47 PI-48 PI-49 PI-50 PI-51 PI-52 PI-53 PI-54" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 PI-41 PI-42 PI-43 PI-44 PI-45 PI-46 PI-47 PI-48 PI-49 PI-50 PI-51 PI-52 PI-53 PI-54" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__check__subcmd__client)
            opts="-p -B -v -q -h --port --bind --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bind)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -B)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 PI-41 PI-42 PI-43 PI-44 PI-45 PI-46 PI-47 PI-48 PI-49 PI-50 PI-51 PI-52 PI-53 PI-54" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 PI-41 PI-42 PI-43 PI-44 PI-45 PI-46 PI-47 PI-48 PI-49 PI-50 PI-51 PI-52 PI-53 PI-54" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 PI-41 PI-42 PI-43 PI-44 PI-45 PI-46 PI-47 PI-48 PI-49 PI-50 PI-51 PI-52 PI-53 PI-54" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__check__subcmd__help)
            opts="server client help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__check__subcmd__help__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__check__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__check__subcmd__help__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__check__subcmd__server)
            opts="-p -v -q -h --port --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 PI-41 PI-42 PI-43 PI-44 PI-45 PI-46 PI-47 PI-48 PI-49 PI-50 PI-51 PI-52 PI-53 PI-54" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 PI-41 PI-42 PI-43 PI-44 PI-45 PI-46 PI-47 PI-48 PI-49 PI-50 PI-51 PI-52 PI-53 PI-54" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 PI-41 PI-42 PI-43 PI-44 PI-45 PI-46 PI-47 PI-48 PI-49 PI-50 PI-51 PI-52 PI-53 PI-54" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__client)
            opts="-p -4 -6 -n -i -s -t -k -v -q -h --targets --wire --port --ipv4 --ipv6 --count --interval --size --duration --reply-timeout --every --schedule --timer --source --interface --ttl --dscp --df --mtu --tlv --ssid --key-file --csv --plot --fail-if --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --targets)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --wire)
                    COMPREPLY=($(compgen -W "auto stamp course" -- "${cur}"))
                    return 0
                    ;;
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --count)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -n)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --interval)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -i)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --size)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -s)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --duration)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -t)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --reply-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --every)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --schedule)
                    COMPREPLY=($(compgen -W "periodic poisson" -- "${cur}"))
                    return 0
                    ;;
                --timer)
                    COMPREPLY=($(compgen -W "sleep hybrid busy" -- "${cur}"))
                    return 0
                    ;;
                --source)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --interface)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ttl)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --dscp)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --df)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tlv)
                    COMPREPLY=($(compgen -W "class-of-service direct-measurement follow-up-telemetry timestamp-information location" -- "${cur}"))
                    return 0
                    ;;
                --ssid)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --key-file)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                -k)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --csv)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --plot)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --fail-if)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__help)
            opts="serve client check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__help__subcmd__check)
            opts="server client"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__help__subcmd__check__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__help__subcmd__check__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__help__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__help__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__ping__subcmd__serve)
            opts="-p -B -k -v -q -h --port --bind --max-pps --course-peers --allow --deny --remote-stop --events --wire --stateful --max-sessions --session-timeout --min-interval --max-size --require-auth --location --threads --key-file --loss --delay --duplicate --reorder --corrupt --seed --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bind)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -B)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-pps)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --course-peers)
                    COMPREPLY=($(compgen -W "private loopback any" -- "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --deny)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --remote-stop)
                    COMPREPLY=($(compgen -W "off loopback" -- "${cur}"))
                    return 0
                    ;;
                --events)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wire)
                    COMPREPLY=($(compgen -W "auto stamp course" -- "${cur}"))
                    return 0
                    ;;
                --stateful)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-sessions)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --session-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --min-interval)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-size)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --require-auth)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --location)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --threads)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --key-file)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                -k)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --loss)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --delay)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --duplicate)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --reorder)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --corrupt)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__profile)
            opts="-v -q -h --json --trace --color --verbose --quiet --profile --help show check list init help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__profile__subcmd__check)
            opts="-v -q -h --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__profile__subcmd__help)
            opts="show check list init help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__profile__subcmd__help__subcmd__check)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__profile__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__profile__subcmd__help__subcmd__init)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__profile__subcmd__help__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__profile__subcmd__help__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__profile__subcmd__init)
            opts="-o -v -q -h --output --force --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --output)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                -o)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__profile__subcmd__list)
            opts="-v -q -h --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__profile__subcmd__show)
            opts="-v -q -h --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay)
            opts="-v -q -h --json --trace --color --verbose --quiet --profile --help serve client check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__check)
            opts="-v -q -h --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help server client help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "RE-01 RE-02 RE-03 RE-04 RE-05 RE-06 RE-07 RE-08 RE-09 RE-10 RE-11 RE-12 RE-13 RE-14 RE-15 RE-16 RE-17 RE-18 RE-19 RE-20 RE-21 RE-22 RE-23 RE-24 RE-25 RE-26 RE-41 RE-42 RE-43 RE-44 RE-45 RE-46 RE-47 RE-48 RE-49 RE-50 RE-51 RE-52 RE-53 RE-54 RE-55" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "RE-01 RE-02 RE-03 RE-04 RE-05 RE-06 RE-07 RE-08 RE-09 RE-10 RE-11 RE-12 RE-13 RE-14 RE-15 RE-16 RE-17 RE-18 RE-19 RE-20 RE-21 RE-22 RE-23 RE-24 RE-25 RE-26 RE-41 RE-42 RE-43 RE-44 RE-45 RE-46 RE-47 RE-48 RE-49 RE-50 RE-51 RE-52 RE-53 RE-54 RE-55" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "RE-01 RE-02 RE-03 RE-04 RE-05 RE-06 RE-07 RE-08 RE-09 RE-10 RE-11 RE-12 RE-13 RE-14 RE-15 RE-16 RE-17 RE-18 RE-19 RE-20 RE-21 RE-22 RE-23 RE-24 RE-25 RE-26 RE-41 RE-42 RE-43 RE-44 RE-45 RE-46 RE-47 RE-48 RE-49 RE-50 RE-51 RE-52 RE-53 RE-54 RE-55" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__check__subcmd__client)
            opts="-p -B -v -q -h --style --port --bind --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --style)
                    COMPREPLY=($(compgen -W "menu chat" -- "${cur}"))
                    return 0
                    ;;
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bind)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -B)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "RE-01 RE-02 RE-03 RE-04 RE-05 RE-06 RE-07 RE-08 RE-09 RE-10 RE-11 RE-12 RE-13 RE-14 RE-15 RE-16 RE-17 RE-18 RE-19 RE-20 RE-21 RE-22 RE-23 RE-24 RE-25 RE-26 RE-41 RE-42 RE-43 RE-44 RE-45 RE-46 RE-47 RE-48 RE-49 RE-50 RE-51 RE-52 RE-53 RE-54 RE-55" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "RE-01 RE-02 RE-03 RE-04 RE-05 RE-06 RE-07 RE-08 RE-09 RE-10 RE-11 RE-12 RE-13 RE-14 RE-15 RE-16 RE-17 RE-18 RE-19 RE-20 RE-21 RE-22 RE-23 RE-24 RE-25 RE-26 RE-41 RE-42 RE-43 RE-44 RE-45 RE-46 RE-47 RE-48 RE-49 RE-50 RE-51 RE-52 RE-53 RE-54 RE-55" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "RE-01 RE-02 RE-03 RE-04 RE-05 RE-06 RE-07 RE-08 RE-09 RE-10 RE-11 RE-12 RE-13 RE-14 RE-15 RE-16 RE-17 RE-18 RE-19 RE-20 RE-21 RE-22 RE-23 RE-24 RE-25 RE-26 RE-41 RE-42 RE-43 RE-44 RE-45 RE-46 RE-47 RE-48 RE-49 RE-50 RE-51 RE-52 RE-53 RE-54 RE-55" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__check__subcmd__help)
            opts="server client help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__check__subcmd__help__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__check__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__check__subcmd__help__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__check__subcmd__server)
            opts="-p -v -q -h --style --port --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --style)
                    COMPREPLY=($(compgen -W "menu chat" -- "${cur}"))
                    return 0
                    ;;
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "RE-01 RE-02 RE-03 RE-04 RE-05 RE-06 RE-07 RE-08 RE-09 RE-10 RE-11 RE-12 RE-13 RE-14 RE-15 RE-16 RE-17 RE-18 RE-19 RE-20 RE-21 RE-22 RE-23 RE-24 RE-25 RE-26 RE-41 RE-42 RE-43 RE-44 RE-45 RE-46 RE-47 RE-48 RE-49 RE-50 RE-51 RE-52 RE-53 RE-54 RE-55" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "RE-01 RE-02 RE-03 RE-04 RE-05 RE-06 RE-07 RE-08 RE-09 RE-10 RE-11 RE-12 RE-13 RE-14 RE-15 RE-16 RE-17 RE-18 RE-19 RE-20 RE-21 RE-22 RE-23 RE-24 RE-25 RE-26 RE-41 RE-42 RE-43 RE-44 RE-45 RE-46 RE-47 RE-48 RE-49 RE-50 RE-51 RE-52 RE-53 RE-54 RE-55" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "RE-01 RE-02 RE-03 RE-04 RE-05 RE-06 RE-07 RE-08 RE-09 RE-10 RE-11 RE-12 RE-13 RE-14 RE-15 RE-16 RE-17 RE-18 RE-19 RE-20 RE-21 RE-22 RE-23 RE-24 RE-25 RE-26 RE-41 RE-42 RE-43 RE-44 RE-45 RE-46 RE-47 RE-48 RE-49 RE-50 RE-51 RE-52 RE-53 RE-54 RE-55" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__client)
            opts="-p -4 -6 -l -n -t -v -q -h --port --ipv4 --ipv6 --source --wire --listen --to --count --duration --refresh --reply-timeout --tries --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --source)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wire)
                    COMPREPLY=($(compgen -W "course" -- "${cur}"))
                    return 0
                    ;;
                --to)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --count)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -n)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --duration)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -t)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --refresh)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --reply-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tries)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__help)
            opts="serve client check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__help__subcmd__check)
            opts="server client"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__help__subcmd__check__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__help__subcmd__check__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__help__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__help__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__relay__subcmd__serve)
            opts="-p -B -v -q -h --port --bind --wire --peer-ttl --max-peers --max-first-contacts --open --max-pps --course-peers --allow --deny --remote-stop --events --loss --delay --duplicate --reorder --corrupt --seed --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bind)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -B)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wire)
                    COMPREPLY=($(compgen -W "course" -- "${cur}"))
                    return 0
                    ;;
                --peer-ttl)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-peers)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-first-contacts)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --open)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-pps)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --course-peers)
                    COMPREPLY=($(compgen -W "private loopback any" -- "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --deny)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --remote-stop)
                    COMPREPLY=($(compgen -W "off loopback" -- "${cur}"))
                    return 0
                    ;;
                --events)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --loss)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --delay)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --duplicate)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --reorder)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --corrupt)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__serve)
            opts="-v -q -h --only --except --require-all --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --only)
                    COMPREPLY=($(compgen -W "handshake echo ping throughput ftp relay dual-stack" -- "${cur}"))
                    return 0
                    ;;
                --except)
                    COMPREPLY=($(compgen -W "handshake echo ping throughput ftp relay dual-stack" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput)
            opts="-v -q -h --json --trace --color --verbose --quiet --profile --help serve client check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__check)
            opts="-v -q -h --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help server client help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 TP-41 TP-42 TP-43 TP-44 TP-45 TP-46 TP-47 TP-48 TP-49 TP-50 TP-51 TP-52 TP-53 TP-54 TP-55 TP-56" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 TP-41 TP-42 TP-43 TP-44 TP-45 TP-46 TP-47 TP-48 TP-49 TP-50 TP-51 TP-52 TP-53 TP-54 TP-55 TP-56" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 TP-41 TP-42 TP-43 TP-44 TP-45 TP-46 TP-47 TP-48 TP-49 TP-50 TP-51 TP-52 TP-53 TP-54 TP-55 TP-56" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__check__subcmd__client)
            opts="-p -B -v -q -h --port --bind --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bind)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -B)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 TP-41 TP-42 TP-43 TP-44 TP-45 TP-46 TP-47 TP-48 TP-49 TP-50 TP-51 TP-52 TP-53 TP-54 TP-55 TP-56" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 TP-41 TP-42 TP-43 TP-44 TP-45 TP-46 TP-47 TP-48 TP-49 TP-50 TP-51 TP-52 TP-53 TP-54 TP-55 TP-56" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 TP-41 TP-42 TP-43 TP-44 TP-45 TP-46 TP-47 TP-48 TP-49 TP-50 TP-51 TP-52 TP-53 TP-54 TP-55 TP-56" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__check__subcmd__help)
            opts="server client help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__check__subcmd__help__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__check__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__check__subcmd__help__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__check__subcmd__server)
            opts="-p -v -q -h --port --list --fast --patience --junit --explain --only --skip --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fast)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --patience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --junit)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 TP-41 TP-42 TP-43 TP-44 TP-45 TP-46 TP-47 TP-48 TP-49 TP-50 TP-51 TP-52 TP-53 TP-54 TP-55 TP-56" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 TP-41 TP-42 TP-43 TP-44 TP-45 TP-46 TP-47 TP-48 TP-49 TP-50 TP-51 TP-52 TP-53 TP-54 TP-55 TP-56" -- "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "PI-01 PI-02 PI-03 PI-04 PI-05 PI-06 PI-07 PI-08 PI-09 PI-10 PI-11 PI-12 PI-13 PI-14 TP-41 TP-42 TP-43 TP-44 TP-45 TP-46 TP-47 TP-48 TP-49 TP-50 TP-51 TP-52 TP-53 TP-54 TP-55 TP-56" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__client)
            opts="-4 -6 -n -i -s -v -q -h --probe-port --wire --ipv4 --ipv6 --source --count --interval --factor --min-interval --size --reply-timeout --csv --plot --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --probe-port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wire)
                    COMPREPLY=($(compgen -W "course" -- "${cur}"))
                    return 0
                    ;;
                --source)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --count)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -n)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --interval)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -i)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --factor)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --min-interval)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --size)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -s)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --reply-timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --csv)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --plot)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__help)
            opts="serve client check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__help__subcmd__check)
            opts="server client"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__help__subcmd__check__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__help__subcmd__check__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__help__subcmd__client)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__help__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sockctl__subcmd__throughput__subcmd__serve)
            opts="-B -v -q -h --probe-port --bind --max-pps --course-peers --allow --deny --remote-stop --events --loss --delay --duplicate --reorder --corrupt --seed --json --trace --color --verbose --quiet --profile --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --probe-port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bind)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -B)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-pps)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --course-peers)
                    COMPREPLY=($(compgen -W "private loopback any" -- "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --deny)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --remote-stop)
                    COMPREPLY=($(compgen -W "off loopback" -- "${cur}"))
                    return 0
                    ;;
                --events)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --loss)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --delay)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --duplicate)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --reorder)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --corrupt)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -W "course default wan" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
    esac
}

if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -F _sockctl -o nosort -o bashdefault -o default sockctl
else
    complete -F _sockctl -o bashdefault -o default sockctl
fi
