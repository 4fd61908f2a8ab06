"""A relay client that passes every case of `sockctl relay check client`, in either style.

usage: python3 relay_client.py Server_IP Server_Port [--chat] [--timeout 20]
"""
import argparse
import queue
import socket
import sys
import threading

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("--chat", action="store_true")
parser.add_argument("--timeout", type=float, default=20)
args = parser.parse_args()

client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (args.ip, args.port)
answers = queue.Queue()
messages = queue.Queue()


def listen():
    """Tells messages, which have a content, from answers."""
    while True:
        data, sender = client.recvfrom(65535)
        if sender != server:
            continue
        try:
            text = data.decode()
        except UnicodeDecodeError:
            continue
        if " ; content : " in text:
            messages.put(text)
        else:
            answers.put(text)


def say(text):
    client.sendto(text.encode(), server)


def ask(text):
    say(text)
    try:
        print("Server says:", answers.get(timeout=args.timeout), flush=True)
    except queue.Empty:
        print("no answer", flush=True)


def show_next():
    try:
        text = messages.get(timeout=args.timeout)
    except queue.Empty:
        print("no message", flush=True)
        return
    source, content = text.split(" ; content : ", 1)
    print("From", source, "came:", content, flush=True)


def menu():
    while True:
        print("1 Initialize, 2 Send Message, 3 Receive Message, 4 Exit, 5 Close Server", flush=True)
        choice = input()
        if choice == "1":
            ask("hii")
        elif choice == "2":
            ip, port, text = input(), input(), input()
            ask("to:{}/{};content:{}".format(ip, port, text))
        elif choice == "3":
            show_next()
        elif choice == "4":
            break
        elif choice == "5":
            say("exit server")
            break


def show_all():
    while True:
        show_next()


def chat():
    threading.Thread(target=show_all, daemon=True).start()
    ask("hii")
    for line in sys.stdin:
        words = line.rstrip("\n").split(" ", 2)
        if words[0] == "/to":
            ip, port = words[1].split(":")
            ask("to:{}/{};content:{}".format(ip, port, words[2]))
        elif words[0] == "/quit":
            break
        elif words[0] == "/stop-server":
            say("exit server")
            break


threading.Thread(target=listen, daemon=True).start()
if args.chat:
    chat()
else:
    menu()
