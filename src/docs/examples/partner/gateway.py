# A gateway to try channel "partner" against: takes everything and prints it.
import http.server, json

class Gateway(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        print(message, flush=True)
        answer = json.dumps({"id": "p-" + message["reference"]}).encode()
        self.send_response(201)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

http.server.HTTPServer(("127.0.0.1", 9099), Gateway).serve_forever()
