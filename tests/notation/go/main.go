// SPDX-License-Identifier: Apache-2.0

// Command notation verifies and signs with the reference library of the Notary Project, as the file
// that it is given says. It prints one line of JSON for each part of the job.
package main

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	_ "github.com/notaryproject/notation-core-go/signature/cose"
	_ "github.com/notaryproject/notation-core-go/signature/jws"
	corex509 "github.com/notaryproject/notation-core-go/x509"
	"github.com/notaryproject/notation-go"
	"github.com/notaryproject/notation-go/signer"
	"github.com/notaryproject/notation-go/verifier"
	"github.com/notaryproject/notation-go/verifier/trustpolicy"
	"github.com/notaryproject/notation-go/verifier/truststore"
	"github.com/notaryproject/tspclient-go"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

// part is one signature to verify or to make. Files are relative to the job.
type part struct {
	Name          string             `json:"name"`
	MediaType     string             `json:"mediaType"`
	Artifact      ocispec.Descriptor `json:"artifact"`
	Envelope      string             `json:"envelope"`
	Metadata      map[string]string  `json:"metadata"`
	StoreType     string             `json:"storeType"`
	Root          string             `json:"root"`
	Key           string             `json:"key"`
	Chain         string             `json:"chain"`
	ExpirySeconds int                `json:"expirySeconds"`
	TimeRoot      string             `json:"timeRoot"`
	TimeAuthority string             `json:"timeAuthority"`
}

type job struct {
	Verify []part `json:"verify"`
	Sign   []part `json:"sign"`
}

type answer struct {
	Name  string `json:"name"`
	Error string `json:"error"`
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: notation JOB.json")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(file string) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var todo job
	if err := json.Unmarshal(content, &todo); err != nil {
		return err
	}
	folder := filepath.Dir(file)
	out := json.NewEncoder(os.Stdout)
	for _, p := range todo.Verify {
		if err := out.Encode(answerTo(p.Name, p.verify(folder))); err != nil {
			return err
		}
	}
	for _, p := range todo.Sign {
		if err := out.Encode(answerTo(p.Name, p.sign(folder))); err != nil {
			return err
		}
	}
	return nil
}

func answerTo(name string, err error) answer {
	if err == nil {
		return answer{Name: name}
	}
	return answer{Name: name, Error: err.Error()}
}

// stores are trust stores in memory, by type.
type stores map[truststore.Type][]*x509.Certificate

func (s stores) GetCertificates(_ context.Context, kind truststore.Type, _ string) ([]*x509.Certificate, error) {
	if found, ok := s[kind]; ok {
		return found, nil
	}
	return nil, errors.New("no such trust store")
}

func (p part) verify(folder string) error {
	envelope, err := os.ReadFile(filepath.Join(folder, p.Envelope))
	if err != nil {
		return err
	}
	trusted := stores{}
	names := []string{p.StoreType + ":test"}
	if trusted[truststore.Type(p.StoreType)], err = certificates(folder, p.Root); err != nil {
		return err
	}
	if p.TimeRoot != "" {
		names = append(names, "tsa:test")
		if trusted[truststore.TypeTSA], err = certificates(folder, p.TimeRoot); err != nil {
			return err
		}
	}
	policy := &trustpolicy.Document{
		Version: "1.0",
		TrustPolicies: []trustpolicy.TrustPolicy{{
			Name:                  "test",
			RegistryScopes:        []string{"*"},
			SignatureVerification: trustpolicy.SignatureVerification{VerificationLevel: "strict"},
			TrustStores:           names,
			TrustedIdentities:     []string{"*"},
		}},
	}
	v, err := verifier.New(policy, trusted, nil)
	if err != nil {
		return err
	}
	_, err = v.Verify(context.Background(), p.Artifact, envelope, notation.VerifierVerifyOptions{
		ArtifactReference:  "registry.example/app@" + p.Artifact.Digest.String(),
		SignatureMediaType: p.MediaType,
		UserMetadata:       p.Metadata,
	})
	return err
}

func (p part) sign(folder string) error {
	s, err := signer.NewGenericSignerFromFiles(filepath.Join(folder, p.Key), filepath.Join(folder, p.Chain))
	if err != nil {
		return err
	}
	artifact := p.Artifact
	artifact.Annotations = p.Metadata
	options := notation.SignerSignOptions{
		SignatureMediaType: p.MediaType,
		ExpiryDuration:     time.Duration(p.ExpirySeconds) * time.Second,
	}
	if p.TimeAuthority != "" {
		if options.Timestamper, err = tspclient.NewHTTPTimestamper(nil, p.TimeAuthority); err != nil {
			return err
		}
		roots, err := certificates(folder, p.TimeRoot)
		if err != nil {
			return err
		}
		options.TSARootCAs = x509.NewCertPool()
		for _, root := range roots {
			options.TSARootCAs.AddCert(root)
		}
	}
	envelope, _, err := s.Sign(context.Background(), artifact, options)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, p.Envelope), envelope, 0o600)
}

func certificates(folder, name string) ([]*x509.Certificate, error) {
	return corex509.ReadCertificateFile(filepath.Join(folder, name))
}
