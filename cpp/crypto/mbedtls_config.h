/* What is compiled of Mbed TLS: what crypto.h asks for. */
#define MBEDTLS_AES_C
#define MBEDTLS_GCM_C
#define MBEDTLS_HKDF_C
#define MBEDTLS_MD_C
#define MBEDTLS_MD5_C
#define MBEDTLS_SHA256_C

#ifdef __wasm__
/* Modules are downloaded. */
#define MBEDTLS_AES_FEWER_TABLES
#define MBEDTLS_SHA256_SMALLER
#else
#define MBEDTLS_HAVE_ASM
#define MBEDTLS_AESNI_C
#endif
