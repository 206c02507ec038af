// SPDX-License-Identifier: EUPL-1.2
#include "serve/server.hpp"

#include <fcntl.h>
#include <sys/resource.h>

#include <algorithm>
#include <future>
#include <thread>

#include <fmt/format.h>

#include "serve/asio.hpp"
#include "serve/session.hpp"

namespace trede::serve {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds kAcceptPause{50};
constexpr rlim_t kOwnDescriptors = 64;

UniqueFd open_reserve() { return UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

// A connection may hold two descriptors, its socket and one file.
std::size_t connections_possible(std::size_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return wanted;
  if (limit.rlim_cur < limit.rlim_max && limit.rlim_cur < 2 * wanted + kOwnDescriptors) {
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 2 * wanted + kOwnDescriptors);
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) ::getrlimit(RLIMIT_NOFILE, &limit);
  }
  if (limit.rlim_cur <= kOwnDescriptors + 2) return 1;
  return std::min<std::size_t>(wanted, (limit.rlim_cur - kOwnDescriptors) / 2);
}

Limits bounded(Limits limits) {
  limits.max_connections = connections_possible(limits.max_connections);
  return limits;
}

Error listen_error(std::string_view code, Failure failure, const ServerOptions& options, std::string_view nl, std::string_view en) {
  return {std::string(code),
          failure,
          fmt::format("Kan niet luisteren op {} poort {}: {}", options.host, options.port, nl),
          fmt::format("Cannot listen on {} port {}: {}", options.host, options.port, en),
          {}};
}

Error bad_host(const ServerOptions& options) {
  return listen_error("serve.listen.bad_host", Failure::usage, options, "geef met --host een adres zoals 127.0.0.1 of ::1.",
                      "give an address such as 127.0.0.1 or ::1 with --host.");
}

Error cannot_listen(const ServerOptions& options, const ErrorCode& error) {
  if (error == asio::error::address_in_use)
    return listen_error("serve.listen.in_use", Failure::locked, options, "de poort is in gebruik. Kies een andere met --port.",
                        "the port is in use. Choose another with --port.");
  return listen_error("serve.listen.refused", Failure::io, options, error.message(), error.message());
}

}  // namespace

struct Server::State {
  State(ServerOptions o, std::shared_ptr<const Site> site, Log& log)
      : options(std::move(o)),
        shared(std::make_shared<SharedState>(bounded(options.limits), std::move(site), log)),
        context(static_cast<int>(options.threads)),
        acceptor(asio::make_strand(context)),
        pause(acceptor.get_executor()) {}

  Result<std::uint16_t> start();
  void accept();
  void on_accept(const ErrorCode& error, tcp::socket socket);
  void turn_away(tcp::socket socket);
  void give_up_reserve();
  void stop_accepting();

  ServerOptions options;
  std::shared_ptr<SharedState> shared;
  asio::io_context context;
  tcp::acceptor acceptor;
  asio::steady_timer pause;
  UniqueFd reserve = open_reserve();
  std::chrono::steady_clock::time_point last_warning{};
  std::vector<std::thread> threads;
  bool stopped = false;
};

Result<std::uint16_t> Server::State::start() {
  ErrorCode error;
  const auto address = asio::ip::make_address(options.host, error);
  if (error) return fail_one(bad_host(options));
  const tcp::endpoint endpoint(address, options.port);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(1024, error);
  if (error) return fail_one(cannot_listen(options, error));
  const std::uint16_t port = acceptor.local_endpoint(error).port();
  asio::post(acceptor.get_executor(), [this] { accept(); });
  for (unsigned i = 0; i < std::max(1U, options.threads); ++i) threads.emplace_back([this] { context.run(); });
  return port;
}

void Server::State::accept() {
  acceptor.async_accept(asio::make_strand(context),
                        [this](const ErrorCode& error, tcp::socket socket) { on_accept(error, std::move(socket)); });
}

void Server::State::on_accept(const ErrorCode& error, tcp::socket socket) {
  if (!acceptor.is_open()) return;
  if (!error && shared->count() < shared->limits().max_connections) {
    const auto session = std::make_shared<Session>(std::move(socket), shared);
    shared->add(session);
    session->start();
  } else if (!error) {
    turn_away(std::move(socket));
  } else if (error == asio::error::no_descriptors || error.value() == ENFILE) {
    return give_up_reserve();
  }
  accept();
}

// One attempt to say why, without waiting.
void Server::State::turn_away(tcp::socket socket) {
  Response full = problem(503, "De server heeft te veel verbindingen. Probeer het over enkele seconden opnieuw.");
  full.add("Retry-After", "5");
  const std::string bytes = render_head(full, false, http_date()) + *full.text;
  ErrorCode ignored;
  socket.non_blocking(true, ignored);
  socket.send(asio::buffer(bytes), 0, ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
  socket.close(ignored);
  const auto now = std::chrono::steady_clock::now();
  if (now - last_warning < std::chrono::seconds(1)) return;
  last_warning = now;
  shared->log().event(LogLevel::warning, "verbinden", "-", "Het grootste aantal verbindingen is bereikt; nieuwe krijgen 503.");
}

// No descriptor left: the reserve makes room for one connection, which is closed, so that the queue does not stay full of it. Then a pause,
// so that a lasting shortage costs no processor time.
void Server::State::give_up_reserve() {
  reserve.reset();
  const int fd = ::accept4(acceptor.native_handle(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd >= 0) ::close(fd);
  reserve = open_reserve();
  shared->log().event(LogLevel::error, "verbinden", "-", "Er zijn geen bestandsnummers meer; een verbinding is gesloten.");
  pause.expires_after(kAcceptPause);
  pause.async_wait([this](const ErrorCode& cancelled) {
    if (!cancelled && acceptor.is_open()) accept();
  });
}

void Server::State::stop_accepting() {
  std::promise<void> closed;
  asio::post(acceptor.get_executor(), [&] {
    ErrorCode ignored;
    acceptor.close(ignored);
    pause.cancel();
    closed.set_value();
  });
  closed.get_future().wait();
}

Server::Server(ServerOptions options, std::shared_ptr<const Site> site, Log& log)
    : state_(std::make_unique<State>(std::move(options), std::move(site), log)) {}

Server::~Server() { stop(); }

Result<std::uint16_t> Server::start() { return state_->start(); }
void Server::replace(std::shared_ptr<const Site> site) { state_->shared->replace(std::move(site)); }
std::shared_ptr<const Site> Server::site() const { return state_->shared->site(); }
std::size_t Server::connections() const { return state_->shared->count(); }

void Server::stop() {
  if (state_->stopped || state_->threads.empty()) return;
  state_->stopped = true;
  SharedState& shared = *state_->shared;
  shared.begin_draining();
  state_->stop_accepting();
  for (const auto& session : shared.sessions()) session->drain();
  if (!shared.wait_until_empty(shared.limits().drain)) {
    shared.log().event(LogLevel::warning, "stoppen", "-", "Niet alle antwoorden waren op tijd klaar; de rest is afgebroken.");
    for (const auto& session : shared.sessions()) session->cut();
    shared.wait_until_empty(std::chrono::milliseconds(500));
  }
  state_->context.stop();
  for (std::thread& thread : state_->threads) thread.join();
}

}  // namespace trede::serve
