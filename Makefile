# SPDX-License-Identifier: EUPL-1.2
# make demo   install what is missing, build, make an edition of a fictitious town and serve it on http://127.0.0.1:8080
# make test   install what is missing, build and run every test
.DEFAULT_GOAL := help
.PHONY: help demo test build setup format check-repo clean
PORT ?= 8080

help:
	@echo "make demo        a fictitious town, built and served on http://127.0.0.1:8080 (PORT=8081 for another port)"
	@echo "make test        every test: engine, web app, browser, fuzzers, repository"
	@echo "make build       build/release/bin/trede and build/release/bin/trede-server"
	@echo "make setup       install what is missing (apt, npm)"
	@echo "make check-repo  the checks on the repository itself: includes, licences, links, documented flags"
	@echo "make format      clang-format over src and tests"
	@echo "make clean       remove what was built; keeps build/deps"

setup:
	@tools/setup.sh build

build: setup
	@tools/build.sh

demo: build
	@build/release/bin/trede demo build/demo --port $(PORT)

test:
	@tools/setup.sh test
	@tools/test.sh

check-repo:
	@tools/check-repo.sh

format:
	@tools/format.sh

clean:
	@find build -mindepth 1 -maxdepth 1 ! -name deps -exec rm -rf {} +
	@rm -rf web/dist
