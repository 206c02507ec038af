// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Boost.Asio and Beast's stream with deadlines; internal to serve, included by its .cpp files only.
//
// ThreadSanitizer does not know stand-alone fences. Asio's own order its handlers beside the locks it takes anyway, so that they can be
// left out in a build that looks for races.

#ifdef __SANITIZE_THREAD__
#define BOOST_ASIO_DISABLE_FENCED_BLOCK
#endif

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/tcp_stream.hpp>
