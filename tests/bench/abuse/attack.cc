#include "abuse/attack.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>

#include "abuse/record_writer.h"

namespace vish::abuse {
namespace {

using Clock = std::chrono::steady_clock;

Clock::duration duration(double seconds) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

class Socket {
 public:
  /// Not open when it was refused.
  explicit Socket(const Options& options) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (fd_ < 0) throw std::runtime_error("no more sockets");
    const timeval patience{1, 0};
    setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int yes = 1;
    setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    setsockopt(fd_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
    const auto own = address(options.from, 0);
    const auto server = address("127.0.0.1", options.port);
    if (bind(fd_, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0) {
      throw std::runtime_error("cannot attack from " + options.from);
    }
    if (connect(fd_, reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0) close();
  }
  ~Socket() { close(); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool is_open() const { return fd_ >= 0; }
  int fd() const { return fd_; }

  /// False once the server has ended it.
  bool send(std::string_view text) {
    while (!text.empty()) {
      const auto sent = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent > 0) text.remove_prefix(static_cast<std::size_t>(sent));
      if (sent < 0 && errno != EAGAIN && errno != EINTR) return false;
      if (sent < 0 && Clock::now() > end) return true;
    }
    return true;
  }

  /// What the server sends is passed over.
  bool was_ended() {
    char passed[4096];
    while (true) {
      const auto got = recv(fd_, passed, sizeof passed, MSG_DONTWAIT);
      if (got == 0) return true;
      if (got < 0) return errno != EAGAIN && errno != EINTR;
    }
  }

  Clock::time_point end = Clock::time_point::max();  ///< when to give up sending

 private:
  static sockaddr_in address(const std::string& text, std::uint16_t port) {
    sockaddr_in result{};
    result.sin_family = AF_INET;
    result.sin_port = htons(port);
    if (inet_pton(AF_INET, text.c_str(), &result.sin_addr) != 1) throw std::runtime_error("no address: " + text);
    return result;
  }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

  int fd_;
};

using Ssl = std::unique_ptr<SSL, decltype(&SSL_free)>;

/// Keeps the key log of the connection that is made.
class Tls {
 public:
  Tls(const Options& options, int version) : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free) {
    auto* context = context_.get();
    SSL_CTX_set_min_proto_version(context, version);
    SSL_CTX_set_max_proto_version(context, version);
    SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256");
    SSL_CTX_set_cipher_list(context, "ECDHE+AES128+AESGCM");
    SSL_CTX_set_app_data(context, &key_log_);
    SSL_CTX_set_keylog_callback(context, [](const SSL* ssl, const char* line) {
      static_cast<std::string*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)))->append(line).append("\n");
    });
    if (options.certificate.empty()) return;
    if (SSL_CTX_use_certificate_chain_file(context, options.certificate.c_str()) != 1 ||
        SSL_CTX_use_PrivateKey_file(context, options.key.c_str(), SSL_FILETYPE_PEM) != 1) {
      throw std::runtime_error("no certificate with its key");
    }
  }

  /// Null when the server refuses.
  Ssl shake_hands(const Socket& socket) {
    key_log_.clear();
    Ssl ssl(SSL_new(context_.get()), SSL_free);
    SSL_set_fd(ssl.get(), socket.fd());
    if (SSL_connect(ssl.get()) != 1) ssl.reset();
    return ssl;
  }

  const std::string& key_log() const { return key_log_; }

 private:
  std::string key_log_;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
};

/// The next piece of a flood.
using Flood = std::function<std::string(RecordWriter&)>;

Flood same(Content type, std::string content) {
  return [=](RecordWriter& writer) { return writer.write(type, content); };
}

std::string key_update(RecordWriter& writer, bool answer) {
  auto record = writer.write(Content::handshake, std::string("\x18\0\0\1", 4) + (answer ? '\1' : '\0'));
  writer.next_key();
  return record;
}

/// Each time one byte of a request that never ends.
std::string with_a_byte(const std::string& other, RecordWriter& writer) {
  static const std::string request = "GET /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\nX: ";
  static std::size_t at = 0;
  return other + writer.write(Content::data, at < request.size() ? request.substr(at++, 1) : "x");
}

/// As a decent client may: its keys anew for each request.
std::string request_with_new_keys(RecordWriter& writer) {
  auto records = key_update(writer, true);
  records += writer.write(Content::data,
                          "GET /v1/niets HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(5000, 'x') + "\r\n\r\n");
  return records;
}

struct Kind {
  int version;
  Flood flood;
};

const std::map<std::string, Kind>& floods() {
  static const std::string hello("\1\0\0\0", 4);
  static const std::map<std::string, Kind> all{
      {"key-updates", {TLS1_3_VERSION, [](RecordWriter& writer) { return key_update(writer, false); }}},
      {"key-updates-to-answer", {TLS1_3_VERSION, [](RecordWriter& writer) { return key_update(writer, true); }}},
      {"key-updates-and-bytes",
       {TLS1_3_VERSION, [](RecordWriter& writer) { return with_a_byte(key_update(writer, true), writer); }}},
      {"requests-with-new-keys", {TLS1_3_VERSION, request_with_new_keys}},
      {"client-hellos", {TLS1_2_VERSION, same(Content::handshake, hello)}},
      {"client-hellos-and-bytes",
       {TLS1_2_VERSION,
        [](RecordWriter& writer) { return with_a_byte(writer.write(Content::handshake, hello), writer); }}},
      {"large-client-hellos",
       {TLS1_2_VERSION, same(Content::handshake, "\1" + std::string("\0\x3f\0", 3) + std::string(16128, 'x'))}},
      {"fragments", {TLS1_3_VERSION, same(Content::handshake, "\x18")}},
      {"fragments-12", {TLS1_2_VERSION, same(Content::handshake, "\1")}},
      {"empty", {TLS1_3_VERSION, same(Content::data, "")}},
      {"empty-12", {TLS1_2_VERSION, same(Content::data, "")}},
      {"alerts", {TLS1_2_VERSION, same(Content::alert, "\1\x5a")}},
      {"alerts-13", {TLS1_3_VERSION, same(Content::alert, "\1\x5a")}},
  };
  return all;
}

class Attack {
 public:
  explicit Attack(const Options& options) : options_(options), end_(Clock::now() + duration(options.seconds)) {}

  Outcome flood(const Kind& kind) {
    Tls tls(options_, kind.version);
    do {
      Socket socket(options_);
      socket.end = end_;
      const auto ssl = socket.is_open() ? tls.shake_hands(socket) : Ssl(nullptr, SSL_free);
      ++(ssl ? outcome_.opened : outcome_.refused);
      if (ssl) flood_one(kind, socket, RecordWriter(ssl.get(), tls.key_log()));
    } while (options_.again && Clock::now() < end_);
    return outcome_;
  }

  /// Handshakes, one after the other.
  Outcome shake_hands() {
    Tls tls(options_, TLS1_3_VERSION);
    while (Clock::now() < end_) {
      const Socket socket(options_);
      const bool done = socket.is_open() && tls.shake_hands(socket) != nullptr;
      ++(done ? outcome_.opened : outcome_.refused);
    }
    return outcome_;
  }

  Outcome hold(bool with_tls, void (*opened_all)(const Outcome&)) {
    Tls tls(options_, TLS1_3_VERSION);
    for (unsigned i = 0; i < options_.connections; ++i) open_one(with_tls ? &tls : nullptr);
    opened_all(outcome_);
    const auto end = Clock::now() + duration(options_.seconds);
    while (Clock::now() < end && !told_to_end()) {
      drop_ended();
      if (!options_.again) std::this_thread::sleep_for(std::chrono::milliseconds(50));
      while (options_.again && held_.size() < options_.connections && Clock::now() < end) {
        open_one(with_tls ? &tls : nullptr);
      }
    }
    drop_ended();
    outcome_.open = held_.size();
    for (auto& ssl : to_ask_) ask(ssl.get());
    return outcome_;
  }

 private:
  void flood_one(const Kind& kind, Socket& socket, RecordWriter writer) {
    constexpr std::size_t kAtOnce = std::size_t{64} << 10U;
    std::uint64_t sent = 0;
    bool is_open = true;
    while (is_open && sent < options_.bytes && Clock::now() < end_) {
      std::string pieces;
      while (pieces.size() < kAtOnce) pieces += kind.flood(writer);
      is_open = socket.send(pieces) && !socket.was_ended();
      sent += pieces.size();
    }
    outcome_.bytes += sent;
    outcome_.largest = std::max(outcome_.largest, sent);
    ++(is_open ? outcome_.open : outcome_.ended);
  }

  /// Of most nothing is kept but the socket: they say nothing any more.
  void open_one(Tls* tls) {
    constexpr std::uint64_t kAskedOne = 500;
    auto socket = std::make_unique<Socket>(options_);
    auto ssl = tls != nullptr && socket->is_open() ? tls->shake_hands(*socket) : Ssl(nullptr, SSL_free);
    if (!socket->is_open() || (tls != nullptr && !ssl)) {
      ++outcome_.refused;
      return;
    }
    if (ssl && outcome_.opened % kAskedOne == 0) to_ask_.push_back(std::move(ssl));
    ++outcome_.opened;
    held_.push_back(std::move(socket));
  }

  bool told_to_end() const {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    return options_.until_input_ends && poll(&input, 1, 0) > 0;
  }

  void drop_ended() {
    outcome_.ended += std::erase_if(held_, [](const auto& socket) { return socket->was_ended(); });
  }

  void ask(SSL* ssl) {
    constexpr std::string_view kRequest = "GET /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    ++outcome_.asked;
    std::string answer(4096, '\0');
    if (SSL_write(ssl, kRequest.data(), static_cast<int>(kRequest.size())) <= 0) return;
    if (SSL_read(ssl, answer.data(), static_cast<int>(answer.size())) <= 0) return;
    if (answer.starts_with("HTTP/1.1 200 ")) ++outcome_.answered;
  }

  const Options& options_;
  const Clock::time_point end_;
  Outcome outcome_;
  std::deque<std::unique_ptr<Socket>> held_;
  std::vector<Ssl> to_ask_;  ///< on sockets that are held
};

}  // namespace

std::vector<std::string> kinds() {
  std::vector<std::string> names{"silent", "idle", "handshakes"};
  for (const auto& [name, kind] : floods()) names.push_back(name);
  return names;
}

Outcome attack(const Options& options, void (*opened_all)(const Outcome&)) {
  Attack one(options);
  if (options.kind == "handshakes") return one.shake_hands();
  if (options.kind == "silent" || options.kind == "idle") return one.hold(options.kind == "idle", opened_all);
  return one.flood(floods().at(options.kind));
}

}  // namespace vish::abuse
