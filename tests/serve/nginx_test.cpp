// SPDX-License-Identifier: EUPL-1.2
// The example configuration of docs/deploy is one that nginx accepts.

#include <gtest/gtest.h>

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>

#include "serve/tiny_edition.hpp"

namespace trede::test {
namespace {

namespace fs = std::filesystem;

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

bool succeeds(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(Deploy, NginxAcceptsTheExampleConfiguration) {
  const char* nginx = fs::exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : nullptr;
  if (nginx == nullptr || !succeeds("command -v openssl >/dev/null")) GTEST_SKIP() << "SKIPPED: nginx or openssl is not installed";
  const TemporaryFolder folder;
  const std::string here = folder.path().string();
  ASSERT_TRUE(succeeds("openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=monitor.example.org -keyout " + here +
                       "/privkey.pem -out " + here + "/fullchain.pem 2>/dev/null"));
  std::ifstream in(fs::path(TREDE_SOURCE_DIR) / "docs/deploy/nginx.conf");
  std::string example{std::istreambuf_iterator<char>(in), {}};
  ASSERT_FALSE(example.empty());
  replace_all(example, "/etc/ssl/trede/", here + "/");
  replace_all(example, "/var/cache/nginx/trede", here + "/cache");
  write_file(folder.path() / "nginx.conf",
             "pid " + here + "/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n" + example + "}\n");
  const bool accepted = succeeds(std::string(nginx) + " -t -p " + here + " -c " + here + "/nginx.conf 2>" + here + "/said");
  std::ifstream said(folder.path() / "said");
  EXPECT_TRUE(accepted) << std::string(std::istreambuf_iterator<char>(said), {});
}

}  // namespace
}  // namespace trede::test
