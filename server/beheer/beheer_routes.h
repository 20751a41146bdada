#pragma once

#include "server/http/route.h"

namespace vish::server {

/// The routes for operators, as proto/beheer-openapi.yaml says.
Routes beheer_routes();

// Parts of it, by subject.
Routes register_routes();
Routes registerbestand_routes();
Routes controle_routes();
Routes operator_routes();
Routes aanlevering_routes();
Routes herstel_routes();
Routes sleutel_routes();
Routes inzage_routes();
Routes audit_routes();
Routes configuratie_routes();
Routes backup_routes();
Routes verzoek_routes();
Routes toezicht_routes();

}  // namespace vish::server
