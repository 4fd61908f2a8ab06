"""Relay server of the exercise.

usage: python3 relay_server.py Server_IP Server_Port [--idle 60]

Wire: "hii" is answered with the sender's own address, "to:<ip>/<port>;content:<text>"
is sent on to that address, whoever it is, and answered with a code, "exit server" ends it.
A message is cut at 1024 bytes and must not have a ":" in its text. A name as target is looked up,
and bytes that are no text end the server.
"""
import argparse
import socket

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("--idle", type=float, default=None)   # leave after so many quiet seconds
args = parser.parse_args()

family = socket.AF_INET6 if ":" in args.ip else socket.AF_INET
server = socket.socket(family, socket.SOCK_DGRAM)
server.bind((args.ip, args.port))
server.settimeout(args.idle)
print("Relay is ready on {} {}".format(args.ip, args.port))


def relay(message, sender):
    parts = message.split(";", 1)
    if len(parts) != 2:
        return "400"
    header, content = parts
    if header.count(":") != 1 or header.count("/") != 1 or content.count(":") != 1:
        return "401"
    word, target = header.split(":")
    if word.strip().lower() != "to":
        return "402"
    ip, port = target.split("/")
    try:
        port = int(port)
    except ValueError:
        return "403"
    word, text = content.split(":")
    if word.strip().lower() != "content":
        return "404"
    try:
        forward = "{}/{} ; content : {}".format(sender[0], sender[1], text)
        server.sendto(forward.encode(), (ip.strip(), port))
    except (OSError, OverflowError):
        return "405, Could not send the message to the requested address"
    return "200, UDP Packet Sent Successfully"


while True:
    data, sender = server.recvfrom(1024)
    message = data.decode()
    print(sender, "says:", message)
    if message.lower() == "hii":
        server.sendto(str(sender).encode(), sender)
    elif message == "exit server":
        break
    else:
        server.sendto(relay(message, sender).encode(), sender)

server.close()
print("Relay closed")
