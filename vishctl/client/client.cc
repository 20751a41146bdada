#include "vishctl/client/client.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "base/core/identity_files.h"
#include "base/core/os_errors.h"
#include "vishctl/client/failure.h"

namespace vish::vishctl {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
constexpr auto kUseAwaitable = asio::use_awaitable;
using asio::ip::tcp;

constexpr std::uint64_t kMaxAnswer = 64ULL << 20U;

asio::ssl::context make_context(const Connection& connection) {
  asio::ssl::context context(asio::ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  use_identity(*context.native_handle(), {"--cert", connection.certificate}, {"--key", connection.key},
               Keypassword::asked);
  boost::system::error_code no_roots;
  context.load_verify_file(connection.trusted.string(), no_roots);
  if (no_roots) {
    throw Failure(ExitCode::local,
                  "--ca " + connection.trusted.string() + " bevat geen leesbaar stamcertificaat (PEM)");
  }
  context.set_verify_mode(asio::ssl::verify_peer);
  context.set_verify_callback(asio::ssl::host_name_verification(connection.host));
  return context;
}

http::verb verb_of(Method method) {
  switch (method) {
    case Method::get:
      return http::verb::get;
    case Method::post:
      return http::verb::post;
  }
  return http::verb::unknown;
}

/// Returns the address as a Host header has it: an IPv6 address stands in brackets.
std::string address_of(const Connection& connection) {
  const bool is_ipv6 = connection.host.find(':') != std::string::npos;
  return (is_ipv6 ? "[" + connection.host + "]" : connection.host) + ":" + connection.port;
}

http::request<http::string_body> make_request(const Connection& connection, Method method, const std::string& target,
                                              const std::string& body, const std::string& accept) {
  http::request<http::string_body> request(verb_of(method), target, 11);
  request.set(http::field::host, address_of(connection));
  request.set(http::field::user_agent, "vishctl");
  request.set(http::field::accept, accept);
  request.keep_alive(false);
  if (!body.empty()) request.set(http::field::content_type, "application/json");
  request.body() = body;
  request.prepare_payload();
  return request;
}

void name_server(asio::ssl::stream<tcp::socket>& stream, const std::string& host) {
  boost::system::error_code no_address;
  asio::ip::make_address(host, no_address);
  if (no_address) SSL_set_tlsext_host_name(stream.native_handle(), host.c_str());
}

asio::awaitable<Answer> exchange(const Connection& connection, asio::ssl::context& context,
                                 http::request<http::string_body> request) {
  const auto executor = co_await asio::this_coro::executor;
  tcp::resolver resolver(executor);
  const auto addresses = co_await resolver.async_resolve(connection.host, connection.port, kUseAwaitable);
  asio::ssl::stream<tcp::socket> stream(executor, context);
  co_await asio::async_connect(stream.lowest_layer(), addresses, kUseAwaitable);
  name_server(stream, connection.host);
  co_await stream.async_handshake(asio::ssl::stream_base::client, kUseAwaitable);
  co_await http::async_write(stream, request, kUseAwaitable);
  boost::beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(kMaxAnswer);
  co_await http::async_read(stream, buffer, parser, kUseAwaitable);
  auto response = parser.release();
  co_return Answer{response.result_int(), std::move(response.body())};
}

/// Looks every second until the io_context stops or a look fails: the answer itself tells whether there is a server.
asio::awaitable<void> look_on(const Connection& connection, asio::ssl::context& context, const Meanwhile& meanwhile) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (;;) {
    timer.expires_after(std::chrono::seconds(1));
    co_await timer.async_wait(kUseAwaitable);
    std::optional<Answer> answer;
    if (!meanwhile.target.empty()) {
      answer = co_await exchange(connection, context,
                                 make_request(connection, Method::get, meanwhile.target, "", kJsonAnswer));
    }
    meanwhile.look(answer ? &*answer : nullptr);
  }
}

std::string explained_tls(int reason) {
  switch (reason) {
    case SSL_R_CERTIFICATE_VERIFY_FAILED:
      return "het certificaat van de server is niet te vertrouwen met de stamcertificaten van --ca";
    case SSL_R_WRONG_VERSION_NUMBER:
      return "daar luistert geen server met TLS";
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_TLSV1_ALERT_ACCESS_DENIED:
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
      return "de server vertrouwt het certificaat van --cert niet, of niet meer";
    default:
      return "de server staat deze TLS-verbinding niet toe (OpenSSL-reden " + std::to_string(reason) + ")";
  }
}

/// Tells a person in Dutch what went wrong on the way.
std::string explained(const boost::system::error_code& error) {
  if (error == asio::error::host_not_found || error == asio::error::no_data) return "dit adres bestaat niet";
  if (error == asio::error::host_not_found_try_again) return "dit adres is nu niet op te zoeken";
  if (error == asio::error::service_not_found) return "deze poort bestaat niet";
  if (error.category() == asio::error::get_ssl_category()) {
    return explained_tls(ERR_GET_REASON(static_cast<unsigned long>(error.value())));
  }
  if (error == asio::ssl::error::stream_truncated || error == http::error::end_of_stream || error == asio::error::eof ||
      error == http::error::partial_message) {
    return "de server verbrak de verbinding";
  }
  if (error == http::error::body_limit) return "het antwoord is te groot";
  if (error.category() == make_error_code(http::error::bad_version).category()) {
    return "daar antwoordt geen server van VISH";
  }
  return dutch_text(error);
}

}  // namespace

Answer call(const Connection& connection, Method method, const std::string& target, const std::string& body,
            const std::string& accept, std::chrono::seconds deadline, const Meanwhile* meanwhile) {
  auto context = make_context(connection);
  const auto address = address_of(connection);
  std::exception_ptr error;
  std::optional<Answer> answer;
  asio::io_context io;
  asio::co_spawn(io, exchange(connection, context, make_request(connection, method, target, body, accept)),
                 [&](std::exception_ptr raised, Answer received) {
                   error = std::move(raised);
                   answer = std::move(received);
                   io.stop();
                 });
  if (meanwhile != nullptr) asio::co_spawn(io, look_on(connection, context, *meanwhile), asio::detached);
  io.run_for(deadline);
  if (!answer) throw Failure(ExitCode::no_connection, address + " antwoordde niet binnen de tijd");
  try {
    if (error) std::rethrow_exception(error);
  } catch (const boost::system::system_error& failure) {
    throw Failure(ExitCode::no_connection, address + ": " + explained(failure.code()));
  }
  return *std::move(answer);
}

}  // namespace vish::vishctl
