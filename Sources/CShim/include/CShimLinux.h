/// Linux calls that Swift's Glibc module leaves out, and a way to force their failure in tests.
#ifndef WENBAO_CSHIM_LINUX_H
#define WENBAO_CSHIM_LINUX_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/types.h>

/// recv(2) and send(2) without a signal, which are no points where a thread can be cancelled: no
/// thread here ever is, and libc's own calls prepare for it by two atomic exchanges each time.
/// Returns the count of bytes, or -1 with errno set.
ssize_t wenbao_receive(int socket, void *buffer, size_t count);
ssize_t wenbao_send(int socket, const void *bytes, size_t count);

/// Accepts a connection whose descriptor is non-blocking and closed on exec.
/// Returns the descriptor, or -1 with errno set; the peer's address goes to `peer`.
int wenbao_accept(int listener, struct sockaddr_storage *peer, socklen_t *peer_length);

/// Opens a non-blocking event counter that is closed on exec. Returns it, or -1 with errno set.
int wenbao_event_counter(void);

/// Adds, changes or removes (`operation`) the interest in `descriptor`; its events carry `token`.
int wenbao_epoll_control(
    int epoll, int operation, int descriptor, uint32_t events, uint64_t token);

/// Makes a listening TCP socket drop new handshakes and no other packet: those who have begun one
/// finish it, others are not answered. Returns 0, or -1 with errno set.
int wenbao_drop_handshakes(int listener);

/// The system's words for `error`: a constant that outlives the process, or NULL for a number
/// that it lacks.
const char *wenbao_errno_words(int error);

/// Makes the next `count` calls numbered `call` on this thread fail with `error`.
void wenbao_force_errno(int call, int error, int count);

/// Takes one forced failure of the call numbered `call` on this thread; 0 where none is left.
int wenbao_take_forced_errno(int call);

#endif
