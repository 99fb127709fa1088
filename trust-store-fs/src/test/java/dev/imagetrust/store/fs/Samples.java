/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

/** Material from the recorded corpus. */
final class Samples {

    static final String PUBLIC_KEY = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE4gtjbzbz+K0tU5VMHqV2zHnVv7ZD
            YIdBsl8BzIXxIZLIFbaHFrDsg3Ys7JHdI1Wjgw8ntt3BUWTegC2ypWzNFw==
            -----END PUBLIC KEY-----
            """;

    static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIICPzCCAcagAwIBAgIUWxTdihOkqrzwwyTtdeh7wpd8Nh0wCgYIKoZIzj0EAwMw
            TzELMAkGA1UEBhMCVVMxCzAJBgNVBAgMAldBMRcwFQYDVQQKDA5JbWFnZVRydXN0
            IGRldjEaMBgGA1UEAwwRbi1lY2RzYS1wMjU2IHJvb3QwHhcNMjYxMTIzMTYyODE5
            WhcNNDAwODAxMTYyODE5WjBPMQswCQYDVQQGEwJVUzELMAkGA1UECAwCV0ExFzAV
            BgNVBAoMDkltYWdlVHJ1c3QgZGV2MRowGAYDVQQDDBFuLWVjZHNhLXAyNTYgcm9v
            dDB2MBAGByqGSM49AgEGBSuBBAAiA2IABInnb6oSmT05z6dcQx7SAF/8W/ieXa6C
            jE9tI2zD0AzX5aiqc/6D9iC5s5hICj2CtVOZyvLPeHk2IHxtKQ4v4S86hcpl2uqf
            hIu64O7s+ppl3oNbJs1QF04XS7JupbMHuqNjMGEwHQYDVR0OBBYEFOWWIyWsmjBE
            hP2w0u7l/Sz+x+AsMB8GA1UdIwQYMBaAFOWWIyWsmjBEhP2w0u7l/Sz+x+AsMA8G
            A1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgEGMAoGCCqGSM49BAMDA2cAMGQC
            MG0lmex5AHrALNcJEVJ/VJP1RJzaPZHM2xpotvX1VOvgock9p4RQFUqDtE0Sx7Qx
            UAIwJDV8GKEbRCE8IcleGKexAxa1EJRHIgYQO+2stL+Xp986u4U+Eb/ehsptN2lc
            wLlH
            -----END CERTIFICATE-----
            """;

    /** Looks like one; there is nothing in it. */
    static final String PRIVATE_KEY = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";

    private Samples() {}
}
