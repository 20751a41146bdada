#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace vish::server {

namespace asio = boost::asio;

// Everything runs on the concrete executor of one io_context with one thread, so that a question meets no type erasure
// and no locks.

/// The executor of one io_context.
using Executor = asio::io_context::executor_type;
/// The result of a coroutine on an Executor.
template <class T>
using Awaitable = asio::awaitable<T, Executor>;
/// The token with which an operation gives an Awaitable.
using UseAwaitable = asio::use_awaitable_t<Executor>;
constexpr UseAwaitable kUseAwaitable{};

/// A TCP socket, without TLS.
using PlainStream = asio::basic_stream_socket<asio::ip::tcp, Executor>;

}  // namespace vish::server
