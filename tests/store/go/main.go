// Reads a configuration directory as notation-go does and says what it found.
//
// usage: store-check DIRECTORY TYPE:STORE...
//
// Ends with 0 if the trust policy is valid and every named store has certificates that notation-go takes; with 1 otherwise.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/notaryproject/notation-go/dir"
	"github.com/notaryproject/notation-go/verifier/trustpolicy"
	"github.com/notaryproject/notation-go/verifier/truststore"
)

func main() {
	if err := check(os.Args[1], os.Args[2:]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func check(directory string, stores []string) error {
	dir.UserConfigDir = directory
	policy, err := trustpolicy.LoadDocument()
	if err != nil {
		return fmt.Errorf("policy: %w", err)
	}
	if err := policy.Validate(); err != nil {
		return fmt.Errorf("policy: %w", err)
	}
	material := truststore.NewX509TrustStore(dir.NewSysFS(directory))
	for _, store := range stores {
		kind, name, _ := strings.Cut(store, ":")
		certificates, err := material.GetCertificates(context.Background(), truststore.Type(kind), name)
		if err != nil {
			return fmt.Errorf("%s: %w", store, err)
		}
		fmt.Println(store, len(certificates))
	}
	return nil
}
