#pragma once

#include <memory>

#include "server/message/route.h"
#include "server/usage/leestempo.h"

namespace vish::server {

/// Returns the routes for operators, as proto/beheer-openapi.yaml describes them.
Routes beheer_routes();

// Each function returns the routes of one subject.
Routes register_routes();
Routes registerbestand_routes();
Routes controle_routes();
Routes operator_routes();
Routes aanlevering_routes();
Routes herstel_routes();
Routes sleutel_routes();
Routes configuratie_routes();
Routes backup_routes();
Routes verzoek_routes();
Routes toezicht_routes();
// Each reading by these routes is recorded, at the pace of `tempo`.
Routes inzage_routes(const std::shared_ptr<Leestempo>& tempo);
Routes audit_routes(const std::shared_ptr<Leestempo>& tempo);

}  // namespace vish::server
