// Asks an HTTP/1.1 server at a fixed rate and says how long the answers took.
//
//   PacedClient PORT CONNECTIONS REQUESTS_PER_SECOND SECONDS REQUEST_FILE
//
// A request is due at its own time whether or not earlier ones have been answered, and its latency
// counts from then: a server that stalls is charged for every request that had to wait. Prints one
// line: the answers a second, then the latencies in microseconds: median, 99th percentile, most.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { connections_max = 1024, answer_bytes_max = 64 * 1024 };

struct connection {
  int descriptor;
  bool is_busy;
  int64_t due;     // when the request under way was to be sent
  size_t received; // octets of its answer so far
  char answer[answer_bytes_max];
};

static struct sockaddr_in server;
static char request[answer_bytes_max];
static size_t request_length;
static struct connection connections[connections_max];
static int connection_count;
static int events;
static int64_t *latencies;
static size_t latency_count;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int64_t nanoseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void open_connection(struct connection *connection) {
  int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) fail("socket");
  if (connect(descriptor, (struct sockaddr *)&server, sizeof(server)) != 0) fail("connect");
  int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  fcntl(descriptor, F_SETFL, O_NONBLOCK);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
  if (epoll_ctl(events, EPOLL_CTL_ADD, descriptor, &event) != 0) fail("epoll_ctl");
  connection->descriptor = descriptor;
  connection->is_busy = false;
}

static void reopen_connection(struct connection *connection) {
  close(connection->descriptor);
  open_connection(connection);
}

static void send_request(struct connection *connection, int64_t due) {
  connection->is_busy = true;
  connection->due = due;
  connection->received = 0;
  ssize_t sent = send(connection->descriptor, request, request_length, MSG_NOSIGNAL);
  if (sent != (ssize_t)request_length) fail("send");
}

// Whether the answer is complete; *closes says whether the connection closes after it.
static bool is_complete(struct connection *connection, bool *closes) {
  char *answer = connection->answer;
  answer[connection->received] = 0;
  char *end = strstr(answer, "\r\n\r\n");
  if (end == NULL) return false;
  *end = 0;
  char *length = strcasestr(answer, "\r\ncontent-length:");
  *closes = strcasestr(answer, "\r\nconnection: close") != NULL;
  if (strncmp(answer, "HTTP/1.1 200", 12) != 0 || length == NULL) {
    fprintf(stderr, "not an answer with a length: %.40s\n", answer);
    exit(1);
  }
  size_t whole = (size_t)(end - answer) + 4 + strtoul(length + 17, NULL, 10);
  *end = '\r';
  return connection->received >= whole;
}

static void receive(struct connection *connection) {
  size_t room = answer_bytes_max - 1 - connection->received;
  ssize_t count =
      recv(connection->descriptor, connection->answer + connection->received, room, 0);
  if (count < 0 && errno == EAGAIN) return;
  if (count < 0) fail("recv");
  if (count == 0) {
    if (connection->is_busy && connection->received > 0) fail("closed in the middle");
    bool was_busy = connection->is_busy;
    int64_t due = connection->due;
    reopen_connection(connection);
    if (was_busy) send_request(connection, due);
    return;
  }
  connection->received += (size_t)count;
  bool closes = false;
  if (!is_complete(connection, &closes)) return;
  latencies[latency_count++] = nanoseconds_now() - connection->due;
  connection->is_busy = false;
  if (closes) reopen_connection(connection);
}

static struct connection *idle_connection(void) {
  static int next = 0;
  for (int tried = 0; tried < connection_count; tried++) {
    struct connection *connection = &connections[next];
    next = (next + 1) % connection_count;
    if (!connection->is_busy) return connection;
  }
  return NULL;
}

static int compare(const void *left, const void *right) {
  int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
  return (a > b) - (a < b);
}

static double percentile(double share) {
  size_t index = (size_t)(share * (double)(latency_count - 1));
  return (double)latencies[index] / 1000;
}

static void wake_at(int timer, int64_t time) {
  struct itimerspec when = {
      .it_value = {.tv_sec = time / 1000000000, .tv_nsec = time % 1000000000}};
  timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, NULL);
}

int main(int count, char **arguments) {
  if (count != 6) {
    fprintf(stderr, "PacedClient PORT CONNECTIONS RATE SECONDS REQUEST_FILE\n");
    return 2;
  }
  server.sin_family = AF_INET;
  server.sin_port = htons((uint16_t)atoi(arguments[1]));
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  connection_count = atoi(arguments[2]);
  if (connection_count < 1 || connection_count > connections_max) return 2;
  double rate = atof(arguments[3]);
  size_t total = (size_t)(rate * atof(arguments[4]));
  latencies = calloc(total + connections_max, sizeof(*latencies));
  FILE *file = fopen(arguments[5], "rb");
  if (file == NULL || latencies == NULL) fail(arguments[5]);
  request_length = fread(request, 1, sizeof(request), file);

  events = epoll_create1(EPOLL_CLOEXEC);
  int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  struct epoll_event tick = {.events = EPOLLIN, .data.ptr = NULL};
  epoll_ctl(events, EPOLL_CTL_ADD, timer, &tick);
  for (int index = 0; index < connection_count; index++) open_connection(&connections[index]);

  int64_t start = nanoseconds_now();
  size_t sent = 0;
  while (latency_count < total) {
    int64_t now = nanoseconds_now();
    int64_t due = 0;
    while (sent < total) {
      due = start + (int64_t)((double)sent * 1e9 / rate);
      struct connection *connection = due <= now ? idle_connection() : NULL;
      if (connection == NULL) break;
      send_request(connection, due);
      sent++;
    }
    if (sent < total && due > now) wake_at(timer, due);
    struct epoll_event ready[64];
    int ready_count = epoll_wait(events, ready, 64, 1000);
    for (int index = 0; index < ready_count; index++) {
      if (ready[index].data.ptr != NULL) {
        receive(ready[index].data.ptr);
      } else {
        uint64_t passed;
        if (read(timer, &passed, sizeof(passed)) < 0 && errno != EAGAIN) fail("timer");
      }
    }
  }
  double seconds = (double)(nanoseconds_now() - start) / 1e9;
  qsort(latencies, latency_count, sizeof(*latencies), compare);
  printf("%.0f %.1f %.1f %.1f\n", (double)latency_count / seconds, percentile(0.5),
         percentile(0.99), percentile(1));
  return 0;
}
