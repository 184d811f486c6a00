#include "CShimTLS.h"

#include <limits.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <time.h>

/// RFC 5280 section 4.1.2.2 allows 20 octets; 127 bits are beyond guessing and repeating.
enum { serial_bits = 127 };

static X509 *read_certificate(wenbao_octets pem) {
  if (pem.count > INT_MAX) return NULL;
  BIO *source = BIO_new_mem_buf(pem.base, (int)pem.count);
  X509 *certificate = PEM_read_bio_X509(source, NULL, NULL, NULL);
  BIO_free(source);
  return certificate;
}

static EVP_PKEY *read_key(wenbao_octets pem) {
  if (pem.count > INT_MAX) return NULL;
  BIO *source = BIO_new_mem_buf(pem.base, (int)pem.count);
  EVP_PKEY *key = PEM_read_bio_PrivateKey(source, NULL, NULL, NULL);
  BIO_free(source);
  return key;
}

static bool set_serial(X509 *certificate) {
  BIGNUM *number = BN_new();
  bool done = number != NULL
      && BN_rand(number, serial_bits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1
      && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != NULL;
  BN_free(number);
  return done;
}

static bool set_name(X509 *certificate, const char *common_name) {
  X509_NAME *name = X509_get_subject_name(certificate);
  return X509_NAME_add_entry_by_NID(
             name, NID_organizationName, MBSTRING_UTF8, (const unsigned char *)"wenbao", -1, -1, 0)
          == 1
      && X509_NAME_add_entry_by_NID(
             name, NID_commonName, MBSTRING_UTF8, (const unsigned char *)common_name, -1, -1, 0)
          == 1;
}

static bool extend(X509 *certificate, X509 *issuer, int what, const char *value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
  X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, what, value);
  bool done = extension != NULL && X509_add_ext(certificate, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  return done;
}

static bool extend_for(X509 *certificate, X509 *issuer, wenbao_certificate_use use) {
  if (use == WENBAO_AUTHORITY)
    return extend(certificate, issuer, NID_basic_constraints, "critical,CA:TRUE")
        && extend(certificate, issuer, NID_key_usage, "critical,keyCertSign,cRLSign");
  return extend(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE")
      && extend(certificate, issuer, NID_key_usage, "critical,digitalSignature")
      && extend(
          certificate, issuer, NID_ext_key_usage,
          use == WENBAO_SERVER ? "serverAuth" : "clientAuth");
}

static bool write_pem(BIO *source, wenbao_room *target) {
  char *pem = NULL;
  long count = BIO_get_mem_data(source, &pem);
  if (count <= 0 || (size_t)count > target->room) return false;
  target->count = (size_t)count;
  memcpy(target->base, pem, target->count);
  return true;
}

static bool write_certificate(X509 *certificate, wenbao_room *target) {
  BIO *bio = BIO_new(BIO_s_mem());
  bool done = bio != NULL && PEM_write_bio_X509(bio, certificate) == 1 && write_pem(bio, target);
  BIO_free(bio);
  return done;
}

static bool write_key(EVP_PKEY *key, wenbao_room *target) {
  BIO *bio = BIO_new(BIO_s_secmem());
  bool done = bio != NULL
      && PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) == 1
      && write_pem(bio, target);
  BIO_free(bio);
  return done;
}

/// Fills a certificate but for its extensions.
static bool fill(
    X509 *certificate, EVP_PKEY *key, const char *common_name, int64_t not_before,
    int64_t not_after) {
  return X509_set_version(certificate, X509_VERSION_3) == 1 && set_serial(certificate)
      && set_name(certificate, common_name) && X509_set_pubkey(certificate, key) == 1
      && ASN1_TIME_set(X509_getm_notBefore(certificate), (time_t)not_before) != NULL
      && ASN1_TIME_set(X509_getm_notAfter(certificate), (time_t)not_after) != NULL;
}

bool wenbao_make_certificate(
    wenbao_certificate_use use, const char *common_name, const char *alternative_names,
    int64_t not_before, int64_t not_after, wenbao_octets issuer_certificate,
    wenbao_octets issuer_key, wenbao_room *certificate_pem, wenbao_room *key_pem) {
  ERR_clear_error();
  bool signs_itself = issuer_certificate.count == 0;
  EVP_PKEY *key = EVP_EC_gen("P-256");
  X509 *certificate = X509_new();
  X509 *issuer = signs_itself ? certificate : read_certificate(issuer_certificate);
  EVP_PKEY *signer = signs_itself ? key : read_key(issuer_key);
  bool done = key != NULL && certificate != NULL && issuer != NULL && signer != NULL
      && fill(certificate, key, common_name, not_before, not_after)
      && X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1
      && extend_for(certificate, issuer, use)
      && extend(certificate, issuer, NID_subject_key_identifier, "hash")
      && extend(certificate, issuer, NID_authority_key_identifier, "keyid:always")
      && (alternative_names == NULL
          || extend(certificate, issuer, NID_subject_alt_name, alternative_names))
      && X509_sign(certificate, signer, EVP_sha256()) > 0
      && write_certificate(certificate, certificate_pem) && write_key(key, key_pem);
  if (!signs_itself) {
    X509_free(issuer);
    EVP_PKEY_free(signer);
  }
  X509_free(certificate);
  EVP_PKEY_free(key);
  return done;
}
