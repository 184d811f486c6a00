"""A Chromium without a window, spoken to over pipes by its DevTools protocol."""

import base64
import json
import os
import select
import subprocess
import tempfile
import time

NAMES = ["chromium-headless-shell", "chromium", "google-chrome"]
SECONDS_MAX = 60


class Refused(RuntimeError):
    """The browser does not do what it is asked."""


class Browser:
    """One browser with one page; messages are JSON, each followed by a zero octet."""

    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_browser, self.writing = os.pipe()
        self.reading, from_browser = os.pipe()

        def hand_over():
            # The browser reads at 3 and writes at 4; both may be taken, so they move away first.
            ends = [os.dup(to_browser), os.dup(from_browser)]
            high = [os.dup2(end, 100 + place) for place, end in enumerate(ends)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            [self.executable(), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe",
             f"--user-data-dir={self.profile.name}", "about:blank"],
            close_fds=False, preexec_fn=hand_over, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.received = b""
        self.number = 0
        self.session = None
        self.events = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{domain}.enable")

    @staticmethod
    def executable():
        for name in NAMES:
            for folder in os.environ["PATH"].split(":"):
                if os.access(f"{folder}/{name}", os.X_OK):
                    return f"{folder}/{name}"
        raise SystemExit("no Chromium: install chromium-headless-shell")

    def close(self):
        self.session = None
        self.call("Browser.close")
        self.process.wait(SECONDS_MAX)
        os.close(self.writing)
        os.close(self.reading)
        self.profile.cleanup()

    def call(self, method, **parameters):
        """The result of a method; events that come before it are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.writing, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise Refused(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def receive(self):
        while b"\0" not in self.received:
            if not select.select([self.reading], [], [], SECONDS_MAX)[0]:
                raise RuntimeError("the browser says nothing")
            piece = os.read(self.reading, 1 << 20)
            if not piece:
                raise RuntimeError("the browser has gone")
            self.received += piece
        message, self.received = self.received.split(b"\0", 1)
        return json.loads(message)

    def open(self, url, width, dark=False, media="screen"):
        """Shows a page in a window of a width; afterwards `events` holds what happened."""
        self.events.clear()
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=1000,
                  deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])
        loader = self.call("Page.navigate", url=url)["loaderId"]
        end = time.monotonic() + SECONDS_MAX
        while not self.has_come(url, loader):
            if time.monotonic() > end:
                raise RuntimeError(f"{url} does not come")
            time.sleep(0.02)

    def has_come(self, url, loader):
        """Whether a page is there whole, and not the one before it any more."""
        loaders = [event["params"]["frame"]["loaderId"] for event in self.events
                   if event.get("method") == "Page.frameNavigated"]
        try:
            state = self.evaluate("document.readyState + ' ' + location.href")
        except Refused:
            return False  # One page follows another, and there is none to ask.
        return loader in loaders and state == f"complete {url}"

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def picture(self, path):
        """Saves the whole page as a PNG."""
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=True, clip={
            "x": 0, "y": 0, "scale": 1,
            "width": self.evaluate("document.documentElement.clientWidth"),
            "height": self.evaluate("document.documentElement.scrollHeight")})
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def paper(self, path):
        """Prints the page to a PDF."""
        sheet = self.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(sheet["data"]))
