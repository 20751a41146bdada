#pragma once

#include "proto/messages/auditregel.h"
#include "server/beheer/operator_request.h"
#include "server/usage/leestempo.h"

namespace vish::server {

/// Records that the operator is about to read; the line is durable on return. Refuses (429) an operator who reads too
/// often: then nothing is recorded, and nothing may be read.
void record_reading(const OperatorRequest& work, Leestempo& tempo, proto::Auditregel regel);

}  // namespace vish::server
