# Each target does its own set-up. `make` alone lists them.
SUDO    := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
ASSETS  := templates/assets
BUILT   := $(ASSETS)/dist/.built
DATA    ?= media
LISTEN  ?= 127.0.0.1:8080
BINARY   = $(or $(CARGO_TARGET_DIR),target)/release/firsthand

.PHONY: help run build test bench assets tools test-tools

help:
	@echo "make run     set everything up and serve on $(LISTEN)"
	@echo "make test    format, lints and every test"
	@echo "make bench   measure, beside a peer"

# A first start has no database yet, so it gets the made-up council. When that does not work, what it
# made goes again; what was there before stays, and all of it when another program has the folder (3).
run: build
	@if [ ! -e "$(DATA)/firsthand.db" ]; then \
		echo "First start: loading the made-up council. Its films are made ready; this takes half a minute."; \
		new=; for part in objects index incoming consent-journal.jsonl; do [ -e "$(DATA)/$$part" ] || new="$$new $$part"; done; \
		$(BINARY) demo --data "$(DATA)" --listen "$(LISTEN)" || { \
			code=$$?; \
			[ $$code = 3 ] || { rm -f "$(DATA)"/firsthand.db*; for part in $$new; do rm -rf "$(DATA)/$$part"; done; }; \
			exit $$code; \
		}; \
	fi
	@exec $(BINARY) serve --data "$(DATA)" --listen "$(LISTEN)"

build: tools assets
	cargo build --release --bin firsthand

# need <program> <package>: apt-get is only asked when the program is missing.
define need
	@command -v $(1) >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(2); }
endef

tools:
	$(call need,ffmpeg,ffmpeg)
	$(call need,cc,build-essential)
	$(call need,npm,nodejs npm)

test-tools: tools
	$(call need,chromium,chromium)
	$(call need,chromedriver,chromium-driver)
	$(call need,python3,python3)
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql; }

assets: $(BUILT)

$(ASSETS)/node_modules/.installed: $(ASSETS)/package.json $(ASSETS)/package-lock.json | tools
	cd $(ASSETS) && npm ci --no-audit --no-fund
	@touch $@

# The binary embeds what is in dist; touching the two files that do so makes cargo look again.
$(BUILT): $(ASSETS)/node_modules/.installed $(shell find $(ASSETS) -path '*/node_modules' -prune -o -path '*/dist' -prune -o -type f -print)
	cd $(ASSETS) && npm run --silent build
	@touch $@ src/web/assets.rs src/web/templates.rs

test: test-tools assets
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	tests/with-postgres cargo test --workspace

# The measures of this house beside a peer; appends to target/bench/results.tsv and fails nothing.
bench: test-tools build
	cd tests/bench && npm ci --no-audit --no-fund --silent
	tests/bench/run $(BINARY)
