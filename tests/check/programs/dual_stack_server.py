"""A server of both families that passes every case of `sockctl dual-stack check server`.

usage: python3 dual_stack_server.py Server_Host Server_Port
"""
import socket
import sys
import threading

host, port = sys.argv[1], int(sys.argv[2])


def serve(conn):
    while True:
        said = conn.recv(1024)
        if not said:
            return
        if said == b"exit":
            return
        print("Client says:", said.decode(errors="replace"))
        conn.sendall(b"Acknowledgement")


def serve_and_close(conn):
    try:
        serve(conn)
    except OSError as error:
        print("lost a client:", error)
    conn.close()


family, _, _, _, address = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)[0]
server = socket.socket(family, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(address)
server.listen(5)
while True:
    connection, client = server.accept()
    threading.Thread(target=serve_and_close, args=(connection,), daemon=True).start()
