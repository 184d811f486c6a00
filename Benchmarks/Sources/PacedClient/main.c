// Asks an HTTP/1.1 server at a constant rate and says how long the answers took.
//
//   PacedClient PORT CONNECTIONS REQUESTS_PER_SECOND SECONDS REQUEST_FILE [spin]
//
// A request is due at its own time whether or not earlier ones have been answered, and its latency
// counts from then to when its answer is here: a server that stalls is charged for every request
// that had to wait. Requests go to the connections in turn. At the rate 0 each connection asks
// again as soon as it is answered, which shows the most that the server answers.
//
// With `spin` it never sleeps: give it a core of its own, and no wake-up of its own is in what it
// measures. Without, it sleeps until a request is due or an answer comes.
//
// What is due in the first tenth of a second warms up and is not counted. Prints one line: the
// answers a second, then in microseconds the median, the 99th percentile and the most of the
// latencies, and the 99th percentile of what the client itself was late in sending, which the
// latencies include.

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
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
  connections_max = 1024,
  answer_bytes_max = 64 * 1024,
  answers_a_second_max = 2000 * 1000, // several times what a core can ask for
  second = 1000 * 1000 * 1000,        // in nanoseconds, as all times are
  warm_up = second / 10,
};

struct connection {
  int descriptor;
  bool is_busy;
  int64_t due;        // when the request under way was to be sent
  int64_t idle_since; // when the last answer was here
  size_t received;    // octets of the answer so far
  char answer[answer_bytes_max];
};

static struct sockaddr_in server;
static char request[answer_bytes_max];
static size_t request_length;
static struct connection connections[connections_max];
static int connection_count;
static int events;
static bool spins;

static double rate;
static int64_t start; // when the first request is due
static int64_t end;   // from when on none is
static int64_t sent_count;
static int64_t answered_count;

// What was measured of each request after the warm-up: `latencies` and, as it was sent, `delays`.
static int64_t *latencies, *delays;
static size_t latency_count, delay_count, measured_max;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * second + time.tv_nsec;
}

static int64_t later(int64_t left, int64_t right) { return left > right ? left : right; }

// Memory that is there: its first use must not cost a page fault while something is measured.
static int64_t *room(size_t count) {
  int64_t *memory = malloc(count * sizeof(*memory));
  if (memory == NULL) fail("malloc");
  memset(memory, 1, count * sizeof(*memory));
  return memory;
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

static struct connection *idle_connection(void) {
  static int next = 0;
  for (int tried = 0; tried < connection_count; tried++) {
    struct connection *connection = &connections[next];
    next = (next + 1) % connection_count;
    if (!connection->is_busy) return connection;
  }
  return NULL;
}

static int64_t next_due(int64_t time) {
  return rate > 0 ? start + (int64_t)((double)sent_count * second / rate) : time;
}

// Sends what is due; returns when the next request is.
static int64_t send_due_requests(void) {
  for (;;) {
    int64_t time = now();
    int64_t due = next_due(time);
    if (due > time || due >= end) return due;
    struct connection *connection = idle_connection();
    if (connection == NULL) return INT64_MAX; // an answer frees one
    if (due >= start + warm_up && delay_count < measured_max)
      delays[delay_count++] = time - later(due, connection->idle_since);
    send_request(connection, due);
    sent_count++;
  }
}

// Whether the answer is complete; *closes says whether the connection closes after it.
static bool is_complete(struct connection *connection, bool *closes) {
  char *answer = connection->answer;
  answer[connection->received] = 0;
  char *head_end = strstr(answer, "\r\n\r\n");
  if (head_end == NULL) return false;
  *head_end = 0;
  char *length = strcasestr(answer, "\r\ncontent-length:");
  *closes = strcasestr(answer, "\r\nconnection: close") != NULL;
  if (strncmp(answer, "HTTP/1.1 200", 12) != 0 || length == NULL) {
    fprintf(stderr, "not an answer with a length: %.40s\n", answer);
    exit(1);
  }
  size_t whole = (size_t)(head_end - answer) + 4 + strtoul(length + 17, NULL, 10);
  *head_end = '\r';
  return connection->received >= whole;
}

static void note_answer(struct connection *connection) {
  connection->idle_since = now();
  connection->is_busy = false;
  answered_count++;
  if (connection->due >= start + warm_up && latency_count < measured_max)
    latencies[latency_count++] = connection->idle_since - connection->due;
}

static void receive(struct connection *connection) {
  size_t space = answer_bytes_max - 1 - connection->received;
  ssize_t count =
      recv(connection->descriptor, connection->answer + connection->received, space, 0);
  if (count < 0 && errno == EAGAIN) return;
  if (count < 0) fail("recv");
  if (count == 0) {
    if (connection->is_busy && connection->received > 0) fail("closed in the middle");
    bool was_busy = connection->is_busy;
    reopen_connection(connection);
    if (was_busy) send_request(connection, connection->due);
    return;
  }
  connection->received += (size_t)count;
  bool closes = false;
  if (!is_complete(connection, &closes)) return;
  note_answer(connection);
  if (closes) reopen_connection(connection);
}

// Receives what has come, after a sleep until something does or a request is due.
static void receive_answers(int64_t due) {
  int64_t wait = spins ? 0 : later(0, (due < end ? due : end) - now());
  if (sent_count > answered_count && due >= end) wait = spins ? 0 : second;
  struct timespec timeout = {.tv_sec = wait / second, .tv_nsec = wait % second};
  struct epoll_event ready[64];
  int ready_count = epoll_pwait2(events, ready, 64, &timeout, NULL);
  for (int index = 0; index < ready_count; index++) {
    receive(ready[index].data.ptr);
    send_due_requests();
  }
}

static int compare(const void *left, const void *right) {
  int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
  return (a > b) - (a < b);
}

static double microseconds(const int64_t *sorted, size_t count, double share) {
  return (double)sorted[(size_t)(share * (double)(count - 1))] / 1000;
}

static void report(double seconds) {
  if (latency_count == 0 || delay_count == 0) {
    fprintf(stderr, "nothing was measured\n");
    exit(1);
  }
  qsort(latencies, latency_count, sizeof(*latencies), compare);
  qsort(delays, delay_count, sizeof(*delays), compare);
  printf(
      "%.0f %.1f %.1f %.1f %.1f\n", (double)answered_count / seconds,
      microseconds(latencies, latency_count, 0.5), microseconds(latencies, latency_count, 0.99),
      microseconds(latencies, latency_count, 1), microseconds(delays, delay_count, 0.99));
}

int main(int count, char **arguments) {
  if (count < 6 || count > 7 || (count == 7 && strcmp(arguments[6], "spin") != 0)) {
    fprintf(stderr, "PacedClient PORT CONNECTIONS RATE SECONDS REQUEST_FILE [spin]\n");
    return 2;
  }
  server.sin_family = AF_INET;
  server.sin_port = htons((uint16_t)atoi(arguments[1]));
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  connection_count = atoi(arguments[2]);
  if (connection_count < 1 || connection_count > connections_max) return 2;
  rate = atof(arguments[3]);
  double seconds = atof(arguments[4]);
  FILE *file = fopen(arguments[5], "rb");
  if (file == NULL) fail(arguments[5]);
  request_length = fread(request, 1, sizeof(request), file);
  spins = count == 7;
  measured_max = (size_t)((rate > 0 ? rate + 1 : answers_a_second_max) * seconds);
  latencies = room(measured_max);
  delays = room(measured_max);

  prctl(PR_SET_TIMERSLACK, 1);
  events = epoll_create1(EPOLL_CLOEXEC);
  for (int index = 0; index < connection_count; index++) open_connection(&connections[index]);
  start = now();
  end = start + warm_up + (int64_t)(seconds * second);
  int64_t due = start;
  while (due < end || answered_count < sent_count) {
    due = send_due_requests();
    receive_answers(due);
  }
  report((double)(now() - start) / second);
  return 0;
}
