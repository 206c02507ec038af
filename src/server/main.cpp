// SPDX-License-Identifier: EUPL-1.2
// trede-server: serves the editions of a project and the web app, read-only. It links base and the reader of editions, none of the rooms
// that can see a source. SIGTERM and SIGINT stop it when running answers are done; SIGHUP looks for a new edition, a new web app and a new
// theme.

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "serve/log.hpp"
#include "serve/server.hpp"
#include "serve/site.hpp"
#include "serve/watcher.hpp"

namespace {

using namespace trede;

struct Arguments {
  serve::SitePaths paths;
  serve::ServerOptions server;
  std::string log_level = "info";
  std::string language = "nl";
};

std::string default_language() {
  const char* language = std::getenv("LANG");
  return language != nullptr && std::string_view(language).starts_with("en") ? "en" : "nl";
}

void declare(CLI::App& app, Arguments& arguments) {
  arguments.language = default_language();
  app.footer("Example:\n  trede-server --project eindhoven --web share/trede/web --api share/trede/api --port 8080");
  app.set_version_flag("--version", std::string("trede-server " TREDE_VERSION));
  app.add_option("--project", arguments.paths.project, "project folder with editions/")->required();
  app.add_option("--web", arguments.paths.web, "folder of the built web app; without it only the API is served");
  app.add_option("--api", arguments.paths.api, "folder with openapi.json")->required();
  app.add_option("--host", arguments.server.host, "address to listen on")->capture_default_str();
  app.add_option("--port", arguments.server.port, "port to listen on; 0 takes a free one")->capture_default_str();
  app.add_option("--threads", arguments.server.threads, "threads that answer")->capture_default_str()->check(CLI::Range(1, 64));
  app.add_option("--max-connections", arguments.server.limits.max_connections, "connections at one moment; the next gets 503")
      ->capture_default_str()
      ->check(CLI::Range(1, 100'000));
  app.add_option("--log-level", arguments.log_level, "error, warning or info (one line per request)")
      ->capture_default_str()
      ->check(CLI::IsMember({"error", "warning", "info"}));
  app.add_option("--lang", arguments.language, "language of messages: nl or en")->check(CLI::IsMember({"nl", "en"}));
}

serve::LogLevel log_level(const std::string& name) {
  if (name == "error") return serve::LogLevel::error;
  return name == "warning" ? serve::LogLevel::warning : serve::LogLevel::info;
}

int report(const Errors& errors, const std::string& language) {
  for (const Error& error : errors.list()) fmt::print(stderr, "{}\n", to_line(error, language));
  return static_cast<int>(errors.failure());
}

std::string url(const std::string& host, std::uint16_t port) {
  const bool v6 = host.find(':') != std::string::npos;
  return fmt::format("http://{}{}{}:{}", v6 ? "[" : "", host, v6 ? "]" : "", port);
}

// Signals are taken by this thread alone, one at a time; all other threads inherit the mask.
sigset_t block_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return set;
}

void wait_for_the_end(const sigset_t& signals, serve::Watcher& watcher) {
  int signal = 0;
  while (sigwait(&signals, &signal) == 0 && signal == SIGHUP) watcher.reload();
}

int run(const Arguments& arguments) {
  const sigset_t signals = block_signals();
  serve::SiteSource source(arguments.paths);
  auto site = source.load();
  if (!site) return report(site.error(), arguments.language);
  serve::Log log(STDERR_FILENO, log_level(arguments.log_level));
  const std::string edition = (*site)->current->id();
  serve::Server server(arguments.server, std::move(*site), log);
  const auto port = server.start();
  if (!port) return report(Errors(port.error()), arguments.language);
  fmt::print("{}  ({})\n", url(arguments.server.host, *port), edition);
  std::fflush(stdout);
  {
    serve::Watcher watcher(source, server, log);
    wait_for_the_end(signals, watcher);
  }
  server.stop();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("Serves the editions of a trede project and the web app, read-only.", "trede-server");
  declare(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(Failure::usage);
  }
  try {
    return run(arguments);
  } catch (const std::exception& error) {
    fmt::print(stderr, "trede-server: {}\n", error.what());
    return static_cast<int>(Failure::internal);
  }
}
