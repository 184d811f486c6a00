#define _GNU_SOURCE
#include "CShimLinux.h"

#include <linux/filter.h>
#include <stddef.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

// The sanitizers watch libc's calls and no others.
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)

ssize_t wenbao_receive(int socket, void *buffer, size_t count) {
  return recv(socket, buffer, count, 0);
}

ssize_t wenbao_send(int socket, const void *bytes, size_t count) {
  return send(socket, bytes, count, MSG_NOSIGNAL);
}

#else

ssize_t wenbao_receive(int socket, void *buffer, size_t count) {
  return syscall(SYS_recvfrom, socket, buffer, count, 0, NULL, NULL);
}

ssize_t wenbao_send(int socket, const void *bytes, size_t count) {
  return syscall(SYS_sendto, socket, bytes, count, MSG_NOSIGNAL, NULL, 0);
}

#endif

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

int wenbao_drop_handshakes(int listener) {
  enum { flags_offset = 13, syn_flag = 0x02, drop = 0, keep = 0x7fffffff };
  struct sock_filter steps[] = {
      BPF_STMT(BPF_LD | BPF_B | BPF_ABS, flags_offset),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, syn_flag, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, drop),
      BPF_STMT(BPF_RET | BPF_K, keep),
  };
  struct sock_fprog program = {.len = sizeof steps / sizeof *steps, .filter = steps};
  return setsockopt(listener, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
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
