"""A relay server that passes every case of `sockctl relay check server`.

usage: python3 relay_server.py Server_IP Server_Port
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))

peers = set()   # who has said hii


def relay(message, sender):
    """The answer to a message, after it was passed on if it can be."""
    if ";" not in message:
        return "400"
    header, content = message.split(";", 1)
    if header.count(":") != 1 or header.count("/") != 1 or ":" not in content:
        return "401"
    word, target = header.split(":")
    if word.strip().lower() != "to":
        return "402"
    ip, port = target.split("/")
    ip, port = ip.strip(), port.strip()
    if not port.isdigit():
        return "403"
    word, text = content.split(":", 1)
    if word.strip().lower() != "content":
        return "404"
    target = (ip, int(port))
    if target not in peers:
        return "405, Could not send the message to the requested address"
    forward = "{}/{} ; content : {}".format(sender[0], sender[1], text)
    server.sendto(forward.encode(), target)
    return "200, UDP Packet Sent Successfully"


while True:
    data, sender = server.recvfrom(65535)
    try:
        message = data.decode()
    except UnicodeDecodeError:
        server.sendto(b"400", sender)
        continue
    print(sender, "says:", message, flush=True)
    if message.lower() == "hii":
        peers.add(sender)
        server.sendto(str(sender).encode(), sender)
    elif message == "exit server":
        break
    else:
        server.sendto(relay(message, sender).encode(), sender)

server.close()
