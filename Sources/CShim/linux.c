#define _GNU_SOURCE
#include "CShimLinux.h"

#include <stddef.h>
#include <string.h>
#include <sys/eventfd.h>

int wenbao_accept(int listener, struct sockaddr_storage *peer, socklen_t *peer_length) {
  return accept4(listener, (struct sockaddr *)peer, peer_length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int wenbao_event_counter(void) {
  return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
}

int wenbao_epoll_control(
    int epoll, int operation, int descriptor, uint32_t events, uint64_t token) {
  struct epoll_event event = {.events = events, .data = {.u64 = token}};
  return epoll_ctl(epoll, operation, descriptor, &event);
}

const char *wenbao_errno_words(int error) {
  return strerrordesc_np(error);
}

static _Thread_local struct {
  int call;
  int error;
  int count;
} forced;

void wenbao_force_errno(int call, int error, int count) {
  forced.call = call;
  forced.error = error;
  forced.count = count;
}

int wenbao_take_forced_errno(int call) {
  if (forced.count == 0 || forced.call != call) return 0;
  forced.count -= 1;
  return forced.error;
}
