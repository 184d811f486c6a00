#include "CShimTLS.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <string.h>

// The wire of a session: a BIO over the caller's memory of the call under way.

typedef struct {
  wenbao_octets *input;
  wenbao_room *output;
} wire;

static BIO_METHOD *wire_method;
static pthread_once_t wire_once = PTHREAD_ONCE_INIT;

static int read_wire(BIO *bio, char *target, size_t room, size_t *count) {
  wire *current = BIO_get_data(bio);
  BIO_clear_retry_flags(bio);
  wenbao_octets *input = current->input;
  *count = 0;
  if (input == NULL || input->count == 0) {
    BIO_set_retry_read(bio);
    return 0;
  }
  *count = room < input->count ? room : input->count;
  memcpy(target, input->base, *count);
  input->base += *count;
  input->count -= *count;
  return 1;
}

static int write_wire(BIO *bio, const char *source, size_t offered, size_t *count) {
  wire *current = BIO_get_data(bio);
  BIO_clear_retry_flags(bio);
  wenbao_room *output = current->output;
  size_t room = output == NULL ? 0 : output->room - output->count;
  *count = offered < room ? offered : room;
  if (*count == 0) {
    BIO_set_retry_write(bio);
    return 0;
  }
  memcpy(output->base + output->count, source, *count);
  output->count += *count;
  return 1;
}

static long control_wire(BIO *bio, int command, long number, void *pointer) {
  (void)bio, (void)number, (void)pointer;
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

static int free_wire(BIO *bio) {
  OPENSSL_free(BIO_get_data(bio));
  return 1;
}

static void make_wire_method(void) {
  BIO_METHOD *method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "wenbao wire");
  if (method == NULL) return;
  BIO_meth_set_read_ex(method, read_wire);
  BIO_meth_set_write_ex(method, write_wire);
  BIO_meth_set_ctrl(method, control_wire);
  BIO_meth_set_destroy(method, free_wire);
  wire_method = method;
}

static BIO *make_wire(void) {
  pthread_once(&wire_once, make_wire_method);
  BIO *bio = wire_method == NULL ? NULL : BIO_new(wire_method);
  if (bio == NULL) return NULL;
  BIO_set_data(bio, OPENSSL_zalloc(sizeof(wire)));
  if (BIO_get_data(bio) == NULL) {
    BIO_free(bio);
    return NULL;
  }
  BIO_set_init(bio, 1);
  return bio;
}

/// Lends the session the caller's memory, or takes it back.
static void lend(wenbao_tls_session *session, wenbao_octets *input, wenbao_room *output) {
  wire *current = BIO_get_data(SSL_get_rbio(session));
  current->input = input;
  current->output = output;
}

/// Forgets what an earlier call on this thread may have left, which SSL_get_error would take for
/// its own: a look that finds nothing is cheaper than forgetting.
static void forget_errors(void) {
  if (ERR_peek_error() != 0) ERR_clear_error();
}

// Sessions.

wenbao_tls_session *wenbao_tls_session_create(wenbao_tls_context *context) {
  ERR_clear_error();
  SSL *session = SSL_new(context);
  if (session == NULL) return NULL;
  BIO *bio = make_wire();
  if (bio == NULL) {
    SSL_free(session);
    return NULL;
  }
  SSL_set_bio(session, bio, bio);
  if (SSL_is_server(session)) SSL_set_accept_state(session);
  else SSL_set_connect_state(session);
  return session;
}

bool wenbao_tls_session_expect(wenbao_tls_session *session, const char *name) {
  ERR_clear_error();
  X509_VERIFY_PARAM *rules = SSL_get0_param(session);
  if (X509_VERIFY_PARAM_set1_ip_asc(rules, name) == 1) return true;
  ERR_clear_error();
  SSL_set_hostflags(session, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return SSL_set1_host(session, name) == 1 && SSL_set_tlsext_host_name(session, name) == 1;
}

void wenbao_tls_session_free(wenbao_tls_session *session) {
  SSL_free(session);
}

/// What a call of OpenSSL that has not done all it could has left.
static wenbao_tls_status status_after(wenbao_tls_session *session, int result) {
  switch (SSL_get_error(session, result)) {
  case SSL_ERROR_WANT_READ:
    return SSL_is_init_finished(session) ? WENBAO_TLS_OPEN : WENBAO_TLS_HANDSHAKE;
  case SSL_ERROR_WANT_WRITE: return WENBAO_TLS_ROOM;
  case SSL_ERROR_ZERO_RETURN: return WENBAO_TLS_ENDED;
  default: return WENBAO_TLS_FAILED;
  }
}

/// Reads until the octets are used up.
static wenbao_tls_status open_records(
    wenbao_tls_session *session, const wenbao_octets *input, wenbao_room *opened) {
  for (;;) {
    if (opened->count == opened->room) return WENBAO_TLS_ROOM;
    size_t count = 0;
    int result = SSL_read_ex(
        session, opened->base + opened->count, opened->room - opened->count, &count);
    opened->count += count;
    if (result != 1) return status_after(session, result);
    if (input->count == 0 && SSL_pending(session) == 0) return WENBAO_TLS_OPEN;
  }
}

wenbao_tls_status wenbao_tls_receive(
    wenbao_tls_session *session, wenbao_octets *input, wenbao_room *opened, wenbao_room *output) {
  forget_errors();
  lend(session, input, output);
  wenbao_tls_status status = open_records(session, input, opened);
  lend(session, NULL, NULL);
  return status;
}

wenbao_tls_status wenbao_tls_send(
    wenbao_tls_session *session, wenbao_octets *input, wenbao_room *output) {
  forget_errors();
  lend(session, NULL, output);
  wenbao_tls_status status = WENBAO_TLS_OPEN;
  while (input->count > 0 && status == WENBAO_TLS_OPEN) {
    size_t count = 0;
    int result = SSL_write_ex(session, input->base, input->count, &count);
    input->base += count;
    input->count -= count;
    if (result != 1)
      status = SSL_get_error(session, result) == SSL_ERROR_WANT_WRITE ? WENBAO_TLS_ROOM
                                                                      : WENBAO_TLS_FAILED;
  }
  lend(session, NULL, NULL);
  return status;
}

void wenbao_tls_close(wenbao_tls_session *session, wenbao_room *output) {
  if (!SSL_is_init_finished(session)) return;
  ERR_clear_error();
  lend(session, NULL, output);
  SSL_shutdown(session);
  lend(session, NULL, NULL);
  ERR_clear_error();
}

// What they tell.

static bool write_text(wenbao_room *text, const void *source, size_t count) {
  if (source == NULL || count == 0 || count > text->room - text->count) return false;
  memcpy(text->base + text->count, source, count);
  text->count += count;
  return true;
}

static bool write_string(wenbao_room *text, const char *source) {
  return source != NULL && write_text(text, source, strlen(source));
}

static bool write_subject(const wenbao_tls_session *session, wenbao_room *text) {
  X509 *peer = SSL_get0_peer_certificate(session);
  if (peer == NULL || SSL_get_verify_result(session) != X509_V_OK) return false;
  BIO *target = BIO_new(BIO_s_mem());
  if (target == NULL) return false;
  unsigned long form = XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB;
  char *name = NULL;
  long count = X509_NAME_print_ex(target, X509_get_subject_name(peer), 0, form) < 0
      ? 0
      : BIO_get_mem_data(target, &name);
  bool done = count > 0 && write_text(text, name, (size_t)count);
  BIO_free(target);
  return done;
}

static bool write_protocol(const wenbao_tls_session *session, wenbao_room *text) {
  const unsigned char *name = NULL;
  unsigned int count = 0;
  SSL_get0_alpn_selected(session, &name, &count);
  return write_text(text, name, count);
}

bool wenbao_tls_session_fact(
    const wenbao_tls_session *session, wenbao_tls_fact fact, wenbao_room *text) {
  switch (fact) {
  case WENBAO_TLS_VERSION: return write_string(text, SSL_get_version(session));
  case WENBAO_TLS_SUITE: return write_string(text, SSL_get_cipher_name(session));
  case WENBAO_TLS_SERVER_NAME:
    return write_string(text, SSL_get_servername(session, TLSEXT_NAMETYPE_host_name));
  case WENBAO_TLS_PROTOCOL: return write_protocol(session, text);
  case WENBAO_TLS_SUBJECT: return write_subject(session, text);
  }
  return false;
}

bool wenbao_tls_session_is_resumed(const wenbao_tls_session *session) {
  return SSL_session_reused(session) == 1;
}

void wenbao_tls_reason(const wenbao_tls_session *session, wenbao_room *text) {
  unsigned long error = ERR_peek_last_error();
  const char *reason = ERR_reason_error_string(error);
  write_string(text, reason != NULL ? reason : "no reason given");
  if (session != NULL && ERR_GET_LIB(error) == ERR_LIB_SSL
      && ERR_GET_REASON(error) == SSL_R_CERTIFICATE_VERIFY_FAILED) {
    write_string(text, ": ");
    write_string(text, X509_verify_cert_error_string(SSL_get_verify_result(session)));
  }
  ERR_clear_error();
}
