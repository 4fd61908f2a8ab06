"""A client of both families that passes every case of `sockctl dual-stack check client`.

usage: python3 dual_stack_client.py Server_Host Server_Port [TIMEOUT]
"""
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
timeout = float(sys.argv[3]) if len(sys.argv) > 3 else 5
COUNT = 5
ANSWER = b"Acknowledgement"


def read_answer(client):
    """The acknowledgement, however many pieces it comes in."""
    came = b""
    while len(came) < len(ANSWER):
        piece = client.recv(len(ANSWER) - len(came))
        if not piece:
            raise OSError("the server closed the connection")
        came += piece
    return came


def talk():
    family, _, _, _, address = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)[0]
    client = socket.socket(family, socket.SOCK_STREAM)
    client.settimeout(timeout)
    client.connect(address)
    for _ in range(COUNT):
        client.sendall(b"Hii Server")
        print("Server says:", read_answer(client).decode())
    client.sendall(b"exit")
    client.close()


try:
    talk()
except OSError as error:
    print("Lost the server:", error)
    sys.exit(1)
