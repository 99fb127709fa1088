/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Registries over HTTP: what {@code trust-oci} asks for, fetched from the OCI distribution API.
 *
 * <p>{@link dev.imagetrust.registry.RegistryRepository} is where to begin. All requests share the guards that
 * {@link dev.imagetrust.registry.HttpSettings} describes.
 */
package dev.imagetrust.registry;
