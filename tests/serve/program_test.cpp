// SPDX-License-Identifier: EUPL-1.2
// The program itself: its arguments, its exit codes, its signals.

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>

#include "serve/client.hpp"

namespace trede::test {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

const fs::path kProgram = fs::path(TREDE_BIN_DIR) / "trede-server";

#define NEEDS_PROGRAM() \
  if (!fs::exists(kProgram)) GTEST_SKIP() << "SKIPPED: trede-server is not built (" << kProgram << ")"

// A run of trede-server with its output in files.
class Process {
 public:
  Process(const fs::path& folder, std::vector<std::string> arguments) : folder_(folder) {
    fs::remove(folder_ / "out");
    arguments.insert(arguments.begin(), kProgram.string());
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    const std::string out = (folder_ / "out").string(), err = (folder_ / "err").string();
    pid_ = ::fork();
    if (pid_ != 0) return;
    ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
    ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 2);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ~Process() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void signal(int number) const { ::kill(pid_, number); }
  // The exit code; -1 when it has not ended within 15 s, 128+n after a signal.
  int wait() {
    int status = 0;
    const bool ended = soon([&] { return ::waitpid(pid_, &status, WNOHANG) == pid_; }, 15s);
    if (!ended) return -1;
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  [[nodiscard]] std::string text(const char* name) const {
    std::ifstream in(folder_ / name);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  // From the line that says where it listens; 0 when it does not come.
  std::uint16_t port() {
    if (!soon([&] { return text("out").find('\n') != std::string::npos; })) return 0;
    const std::string line = text("out");
    return static_cast<std::uint16_t>(std::stoi(line.substr(std::string("http://127.0.0.1:").size())));
  }

 private:
  fs::path folder_;
  pid_t pid_ = 0;
};

struct Project {
  TemporaryFolder folder;
  std::string id;

  Project() {
    write_web(folder.path());
    write_api(folder.path());
    id = write_edition(folder.path(), {});
    make_current(folder.path(), id);
  }
  [[nodiscard]] std::vector<std::string> arguments() const {
    const std::string path = folder.path().string();
    return {"--project", path, "--web", path + "/web", "--api", path + "/api", "--port", "0", "--lang", "nl"};
  }
};

TEST(Program, SaysWhereItListensServesAndStopsOnASignal) {
  NEEDS_PROGRAM();
  for (const int signal : {SIGTERM, SIGINT}) {
    Project project;
    Process run(project.folder.path(), project.arguments());
    const std::uint16_t port = run.port();
    ASSERT_NE(port, 0) << run.text("err");
    const std::string out = run.text("out");
    EXPECT_NE(out.find(project.id), std::string::npos);
    EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1);
    EXPECT_EQ(get(port, "/v1/edities").status, 200);
    EXPECT_EQ(get(port, "/readyz").status, 200);
    Client idle(port);
    run.signal(signal);
    EXPECT_EQ(run.wait(), 0);
  }
}

TEST(Program, ReadsTheWebAppAndTheEditionAgainOnHangup) {
  NEEDS_PROGRAM();
  Project project;
  Process run(project.folder.path(), project.arguments());
  const std::uint16_t port = run.port();
  ASSERT_NE(port, 0) << run.text("err");
  Client kept(port);
  kept.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_EQ(kept.answer().status, 200);
  write_file(project.folder.path() / "web/index.html", "<!doctype html><title>Nieuw</title>");
  const std::string id = write_edition(project.folder.path(), {.sequence = 2, .first_value = "9"});
  make_current(project.folder.path(), id);
  run.signal(SIGHUP);
  EXPECT_TRUE(soon([&] { return get(port, "/").body.find("Nieuw") != std::string::npos; }));
  EXPECT_TRUE(soon([&] { return get(port, "/v1/edities/actueel").field("Location").ends_with(id); }));
  kept.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(kept.answer().status, 200) << "the connection was not dropped";
  run.signal(SIGTERM);
  EXPECT_EQ(run.wait(), 0);
}

TEST(Program, ReadsTheThemeAtTheStartAndOnHangupAndRefusesAStrangeFile) {
  NEEDS_PROGRAM();
  Project project;
  const fs::path theme = project.folder.path() / "thema";
  write_file(theme / "thema.css", ":root { --basis-heading-font-weight: 700; }");
  Process run(project.folder.path(), project.arguments());
  const std::uint16_t port = run.port();
  ASSERT_NE(port, 0) << run.text("err");
  const auto css = [&] { return get(port, "/thema/thema.css").body; };
  EXPECT_NE(css().find("700"), std::string::npos);
  write_file(theme / "thema.css", ":root { --basis-heading-font-weight: 800; }");
  run.signal(SIGHUP);
  EXPECT_TRUE(soon([&] { return css().find("800") != std::string::npos; }));
  write_file(theme / "script.js", "1");
  write_file(theme / "thema.css", ":root { --basis-heading-font-weight: 900; }");
  run.signal(SIGHUP);
  EXPECT_TRUE(soon([&] { return run.text("err").find("theme.name") != std::string::npos; }));
  EXPECT_NE(css().find("800"), std::string::npos) << "what was served stays";
  run.signal(SIGTERM);
  EXPECT_EQ(run.wait(), 0);
  Process refused(project.folder.path(), project.arguments());
  EXPECT_EQ(refused.wait(), 3);
}

TEST(Program, RefusesToStartWithoutAWholeEdition) {
  NEEDS_PROGRAM();
  {
    Project project;
    fs::remove(project.folder.path() / "editions/current");
    Process run(project.folder.path(), project.arguments());
    EXPECT_EQ(run.wait(), 3);
    EXPECT_NE(run.text("err").find("trede build"), std::string::npos);
    EXPECT_EQ(run.text("out"), "");
  }
  {
    Project project;
    make_current(project.folder.path(), "../../etc");
    Process run(project.folder.path(), project.arguments());
    EXPECT_EQ(run.wait(), 5) << run.text("err");
  }
  for (const char* victim : {"manifest.json", "v1/gebieden.json", "v1/editie.json", "tabellen/bronnen.csv.gz"}) {
    SCOPED_TRACE(victim);
    Project project;
    fs::resize_file(project.folder.path() / "editions" / project.id / victim, 10);
    Process run(project.folder.path(), project.arguments());
    EXPECT_EQ(run.wait(), 5);
    EXPECT_NE(run.text("err"), "");
  }
}

TEST(Program, NamesWhatIsWrongWithItsArguments) {
  NEEDS_PROGRAM();
  Project project;
  const auto with = [&](std::vector<std::string> change) {
    std::vector<std::string> arguments = project.arguments();
    arguments.insert(arguments.end(), change.begin(), change.end());
    return arguments;
  };
  EXPECT_EQ(Process(project.folder.path(), {}).wait(), 2);
  EXPECT_EQ(Process(project.folder.path(), with({"--colour", "red"})).wait(), 2);
  EXPECT_EQ(Process(project.folder.path(), with({"--threads", "0"})).wait(), 2);
  EXPECT_EQ(Process(project.folder.path(), with({"--host", "localhost; rm"})).wait(), 2);
  EXPECT_EQ(Process(project.folder.path(), {"--help"}).wait(), 0);
  fs::remove(project.folder.path() / "web/index.html");
  Process no_web(project.folder.path(), project.arguments());
  EXPECT_EQ(no_web.wait(), 3);
  EXPECT_NE(no_web.text("err").find("serve.web.missing"), std::string::npos);
}

TEST(Program, SaysSoWhenThePortIsTaken) {
  NEEDS_PROGRAM();
  TinyServer taken;
  Project project;
  std::vector<std::string> arguments = project.arguments();
  arguments[7] = std::to_string(taken.port());
  Process run(project.folder.path(), arguments);
  EXPECT_EQ(run.wait(), 7);
  EXPECT_NE(run.text("err").find("serve.listen.in_use"), std::string::npos);
}

}  // namespace
}  // namespace trede::test
