# What can be done with the project: `make` lists it.
#
# Every target needs swift (6.2 or newer), git and make; what else it needs it installs with
# apt-get, as root or with sudo, where it is missing.

MAKEFLAGS += --no-print-directory

# What is asked of this machine goes through no proxy.
export no_proxy := localhost,127.0.0.1,::1,$(no_proxy)
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

# The headers of OpenSSL and zlib, and what finds them.
libraries := libssl-dev zlib1g-dev pkg-config

# An import that Package.swift does not declare is an error.
build := swift build --quiet --explicit-target-dependency-import-check=error

swiftFiles := $(wildcard Package.swift Sources Tests Benchmarks)

# The tests that run under a sanitizer: all but those of the repository as text, and of comparisons
# and samples, whose targets have neither threads nor C.
sanitized := Insurance|PolicyFiles|JSON|ContentCoding|HTTP|API|TLS|Sockets|Records|Bulk|Server
sanitized := ^($(sanitized)|Octets|Telemetry|EndToEnd)Tests\.

# Flags for `make run`, as in: make run ARGS='--port 9000'
ARGS ?=

# Flags for `make bench`, as in: make bench BENCH='--rows health,settlement --check'
BENCH ?=

# Seconds for which `make fuzz` tries each entry.
SECONDS ?= 60

# Where `make install` puts things.
PREFIX ?= /usr/local
SETTINGS ?= /etc
DESTDIR ?=

# How many requests of each operation `make contract` makes.
CONTRACT_EXAMPLES ?= 300

# How many claims `make spark` settles, and with which build of the program.
SPARK_CLAIMS ?= 1000000
SPARK_BUILD ?= release

.PHONY: help
help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 20

.PHONY: run
run: libraries ## Build for release and serve with Config/wenbao.yaml; more flags in ARGS=.
	@echo "building wenbao; the first time takes a few minutes"
	@$(build) -c release --product wenbao
	@exec .build/release/wenbao serve --config Config/wenbao.yaml $(ARGS)

.PHONY: build
build: libraries ## Build for release.
	@$(build) -c release --product wenbao
	@echo "built .build/release/wenbao"

.PHONY: test
test: libraries ## Run all tests.
	@.ci/install curl openssl python3
	@.ci/test

.PHONY: lint
lint: swift ## Check the format of every Swift file.
	@swift format lint --strict --parallel --recursive $(swiftFiles)

.PHONY: format
format: swift ## Format every Swift file.
	@swift format --in-place --parallel --recursive $(swiftFiles)

.PHONY: fuzz
fuzz: libraries plans ## Try each parser with mutated inputs, SECONDS= each (60).
	@Tests/Fuzz/run.sh $(SECONDS)

.PHONY: allocations
allocations: libraries plans ## See that a settlement asks for no memory.
	@Tests/Allocations/run.sh

.PHONY: contract
contract: libraries ## Try the program with what openapi.yaml allows; CONTRACT_EXAMPLES= of each.
	@python3 -c 'import ensurepip, venv' 2>/dev/null || .ci/install python3-venv
	@CONTRACT_EXAMPLES=$(CONTRACT_EXAMPLES) Tests/Contract/run.sh

.PHONY: bench
bench: libraries plans ## Measure against nginx, Hummingbird and OpenFisca; flags in BENCH=.
	@Benchmarks/bench.py $(BENCH)

.PHONY: budgets
budgets: libraries plans ## Hold a settlement to its budgets of instructions and allocations.
	@Benchmarks/budgets.py

.PHONY: bulk
bulk: libraries plans ## Settle ten million claims and see that memory stays flat; minutes.
	@Benchmarks/bulk.py

.PHONY: soak
soak: libraries plans ## Ask a million requests of every kind and see that nothing grows.
	@Benchmarks/soak.py

.PHONY: sanitize
sanitize: sanitize-thread sanitize-address ## Run the tests under all sanitizers.

.PHONY: sanitize-thread
sanitize-thread: libraries ## Run the tests under the thread sanitizer.
	@TSAN_OPTIONS=second_deadlock_stack=1 \
	  .ci/test --sanitize=thread --scratch-path=.build-thread --filter '$(sanitized)'

# The runner of the tests leaks a little itself, which is not looked for. Swift has no undefined
# behaviour to look for; the C beneath sockets and TLS stops at the first.
.PHONY: sanitize-address
sanitize-address: libraries ## Run the tests under the address and undefined-behaviour sanitizers.
	@ASAN_OPTIONS=detect_leaks=0 \
	  .ci/test --sanitize=address -Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined \
	  --scratch-path=.build-address --filter '$(sanitized)'

.PHONY: tls-audit
tls-audit: build ## Let testssl.sh look at the service; a finding above "low" fails.
	@.ci/install testssl.sh python3
	@Tests/Audit/run.sh

.PHONY: ops-check
ops-check: libraries ## See that alerts, dashboard, manifests and units fit the program.
	@python3 -c 'import ensurepip, venv' 2>/dev/null || .ci/install python3-venv
	@.ci/install curl haproxy prometheus strace systemd
	@Tests/Operations/run.sh

.PHONY: page-check
page-check: libraries ## Open the page of a comparison in a browser and see that it is whole.
	@.ci/install chromium-headless-shell fonts-dejavu-core fonts-wqy-microhei python3
	@Tests/Page/run.sh

.PHONY: balancer
balancer: libraries ## Roll three instances behind HAProxy under load, and kill one.
	@.ci/install haproxy python3
	@swift build --quiet --product wenbao
	@python3 Tests/Balancer/run.py "$$(swift build --show-bin-path)/wenbao"

.PHONY: spark
spark: libraries ## Settle SPARK_CLAIMS= claims on a Spark of two executors, and kill one of them.
	@python3 -c 'import ensurepip, venv' 2>/dev/null || .ci/install python3-venv
	@command -v java >/dev/null || .ci/install openjdk-17-jre-headless
	@$(build) -c $(SPARK_BUILD) --product wenbao
	@SPARK_CLAIMS=$(SPARK_CLAIMS) integrations/spark/tests/run.sh \
	  "$$(swift build -c $(SPARK_BUILD) --show-bin-path)/wenbao"

.PHONY: health
health: package ## Ask for health under full load, and while a loop is stuck.
	@.ci/install python3 wrk
	@python3 Tests/Operations/health.py .build-package/release/wenbao

.PHONY: image-root
image-root: libraries ## Do what the Dockerfile does, without Docker, and try the image.
	@.ci/install binutils bubblewrap curl procps
	@Tests/Packaging/image-root.sh

.PHONY: package
package: libraries
	@.ci/install binutils
	@$(build) -c release --product wenbao --static-swift-stdlib --scratch-path .build-package

.PHONY: install
install: package ## Install below PREFIX= (/usr/local) and SETTINGS= (/etc); DESTDIR= before all.
	@Config/ops/lay-out .build-package/release/wenbao "$(DESTDIR)/" $(PREFIX) $(SETTINGS)
	@Config/ops/units "$(DESTDIR)/" $(PREFIX) $(SETTINGS)

.PHONY: deb
deb: package ## Make the Debian package.
	@.ci/install dpkg-dev
	@Config/ops/deb .build-package/release/wenbao .build-deb

.PHONY: deb-test
deb-test: deb ## Install, start, remove and purge the package on a fresh Debian; as root.
	@.ci/install bubblewrap curl debootstrap lintian procps
	@Tests/Packaging/deb.sh .build-deb/wenbao_*.deb

.PHONY: clean
clean: ## Remove everything built.
	@rm -rf .build .build-* Tests/*/.build Tests/*/.build-* Benchmarks/.build

# What targets need.

.PHONY: libraries
libraries: swift
	@.ci/install $(libraries)

# A package beside this one is planned anew: else it misses sources that are not here any more.
.PHONY: plans
plans:
	@touch Benchmarks/Package.swift Benchmarks/*/Package.swift Tests/*/Package.swift

.PHONY: swift
swift:
	@command -v swift >/dev/null || { \
	  echo "swift is missing: install Swift 6.3, https://www.swift.org/install/linux" >&2; \
	  exit 1; }
