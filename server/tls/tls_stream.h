#pragma once

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <cerrno>
#include <cstddef>
#include <memory>
#include <new>
#include <utility>

#include "server/tls/record_watch.h"

namespace vish::server {

/// The server side of TLS on a socket. OpenSSL reads and writes the socket itself, so that a resting connection holds
/// no buffer, where asio::ssl::stream keeps four of 17 KB. It is a stream of Asio and Beast: one read and one write at
/// a time, on the thread of its executor; it must not move during an operation. An operation is cancelled through the
/// socket. SIGPIPE must be ignored.
class TlsStream {
 public:
  using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
  using next_layer_type = Socket;
  using executor_type = Socket::executor_type;

  /// Throws std::bad_alloc or boost::system::system_error when OpenSSL or the socket refuses.
  TlsStream(Socket socket, SSL_CTX* context) : socket_(std::move(socket)), ssl_(SSL_new(context)) {
    if (!ssl_ || SSL_set_fd(ssl_.get(), socket_.native_handle()) != 1) throw std::bad_alloc();
    watch_ = std::make_unique<RecordWatch>(ssl_.get());
    SSL_clear_mode(ssl_.get(), SSL_MODE_AUTO_RETRY);
    SSL_set_mode(ssl_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_set_read_ahead(ssl_.get(), 1);
    SSL_set_accept_state(ssl_.get());
    socket_.native_non_blocking(true);
  }

  executor_type get_executor() { return socket_.get_executor(); }
  Socket& next_layer() { return socket_; }
  SSL* native_handle() { return ssl_.get(); }

  /// Writes the bytes that the socket takes at once, without a hop through the executor; returns their number.
  /// async_write_some() writes the rest, and tells what is wrong.
  std::size_t try_write(boost::asio::const_buffer buffer) {
    const std::size_t whole = buffer.size();
    std::size_t length = 0;
    ERR_clear_error();
    while (buffer.size() > 0 && SSL_write_ex(ssl_.get(), buffer.data(), buffer.size(), &length) == 1) buffer += length;
    return whole - buffer.size();
  }

  /// Releases the buffers of OpenSSL for reading and writing, unless they hold bytes; OpenSSL takes them again when it
  /// needs them.
  void rest() { SSL_free_buffers(ssl_.get()); }

  /// The outcome of a step of the handshake.
  enum class Handshake { done, wants_read, wants_write, failed };
  /// Does the part of the handshake that can be done now: up to some milliseconds of work.
  Handshake shake_hands() {
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_.get());
    if (result == 1) {
      watch_->handshake_done();
      return Handshake::done;
    }
    const int error = watch_->has_ended() ? SSL_ERROR_SSL : SSL_get_error(ssl_.get(), result);
    if (error == SSL_ERROR_WANT_READ) return Handshake::wants_read;
    return error == SSL_ERROR_WANT_WRITE ? Handshake::wants_write : Handshake::failed;
  }

  /// Whether the client sent too many records without data; the connection then reads as ended.
  bool is_abused() const { return watch_->has_ended(); }

  /// Sends a close_notify, and does not wait for that of the client; completes with void(error_code).
  template <class Token>
  auto async_shutdown(Token&& token) {
    const auto attempt = [](SSL* ssl, std::size_t&) { return SSL_shutdown(ssl) < 0 ? -1 : 1; };
    return start<void(Error)>(attempt, std::forward<Token>(token));
  }

  /// Reads some bytes; completes with void(error_code, std::size_t).
  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    const auto buffer = first_of<boost::asio::mutable_buffer>(buffers);
    const auto attempt = [buffer, watch = watch_.get()](SSL* ssl, std::size_t& length) {
      if (buffer.size() == 0) return 1;
      const int result = SSL_read_ex(ssl, buffer.data(), buffer.size(), &length);
      if (result == 1) watch->delivered(length);
      return result;
    };
    // The client mostly waits for its answer before it sends, so that an attempt to read would be a wasted call.
    const bool wait_first = buffer.size() > 0 && SSL_has_pending(ssl_.get()) == 0;
    return start<void(Error, std::size_t)>(attempt, std::forward<Token>(token), wait_first);
  }

  /// Writes some bytes; completes with void(error_code, std::size_t).
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    const auto buffer = first_of<boost::asio::const_buffer>(buffers);
    const auto attempt = [buffer](SSL* ssl, std::size_t& length) {
      return buffer.size() == 0 ? 1 : SSL_write_ex(ssl, buffer.data(), buffer.size(), &length);
    };
    return start<void(Error, std::size_t)>(attempt, std::forward<Token>(token));
  }

 private:
  using Error = boost::system::error_code;
  struct Free {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };

  /// Tries an operation, waits for the socket, and tries again; with `wait_first` it waits first.
  template <class Attempt, bool kWithLength>
  class Operation {
   public:
    Operation(TlsStream& stream, Attempt attempt, bool wait_first)
        : stream_(stream), attempt_(std::move(attempt)), wait_first_(wait_first) {}

    template <class Self>
    void operator()(Self& self, Error failed = {}) {
      if (done_) return complete(self);
      if (failed) return finish(self, failed);
      if (std::exchange(wait_first_, false)) return wait(self, Socket::wait_read);
      ERR_clear_error();
      errno = 0;
      const int result = attempt_(stream_.native_handle(), length_);
      if (result == 1) return finish(self, {});
      if (stream_.is_abused()) return finish(self, boost::asio::error::eof);
      switch (SSL_get_error(stream_.native_handle(), result)) {
        case SSL_ERROR_WANT_READ:
          return wait(self, Socket::wait_read);
        case SSL_ERROR_WANT_WRITE:
          return wait(self, Socket::wait_write);
        case SSL_ERROR_SSL:
          return finish(self, {static_cast<int>(ERR_get_error()), boost::asio::error::get_ssl_category()});
        case SSL_ERROR_SYSCALL:
          if (errno != 0) return finish(self, {errno, boost::system::system_category()});
          [[fallthrough]];
        default:
          return finish(self, boost::asio::error::eof);
      }
    }

   private:
    template <class Self>
    void wait(Self& self, Socket::wait_type what) {
      waited_ = true;
      stream_.socket_.async_wait(what, std::move(self));
    }

    /// Completes the operation, never from within the call that started it.
    template <class Self>
    void finish(Self& self, Error error) {
      error_ = error;
      done_ = true;
      if (waited_) return complete(self);
      const auto executor = stream_.get_executor();
      boost::asio::post(executor, std::move(self));
    }

    template <class Self>
    void complete(Self& self) {
      if constexpr (kWithLength) {
        self.complete(error_, length_);
      } else {
        self.complete(error_);
      }
    }

    TlsStream& stream_;
    Attempt attempt_;
    Error error_;
    std::size_t length_ = 0;
    bool wait_first_;
    bool waited_ = false;
    bool done_ = false;
  };

  template <class Signature, class Attempt, class Token>
  auto start(Attempt attempt, Token&& token, bool wait_first = false) {
    using Step = Operation<Attempt, !std::is_same_v<Signature, void(Error)>>;
    return boost::asio::async_compose<Token, Signature>(Step(*this, std::move(attempt), wait_first), token, socket_);
  }

  /// Returns the first buffer that is not empty.
  template <class Buffer, class Buffers>
  static Buffer first_of(const Buffers& buffers) {
    const auto end = boost::asio::buffer_sequence_end(buffers);
    for (auto at = boost::asio::buffer_sequence_begin(buffers); at != end; ++at) {
      const Buffer buffer(*at);
      if (buffer.size() > 0) return buffer;
    }
    return {};
  }

  Socket socket_;
  std::unique_ptr<RecordWatch> watch_;  ///< destroyed after `ssl_`, which it watches
  std::unique_ptr<SSL, Free> ssl_;
};

}  // namespace vish::server
