//! THE route table: a route cannot be added without saying who may open it.
//! Must never hold an access rule of a record; that is the vault's work.
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use actix_web::body::BoxBody;
use actix_web::dev::{Handler, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::{Next, from_fn};
use actix_web::{FromRequest, Responder, Route, guard, web};
use entity::{Role, Viewer};

use super::beside;
use super::carry;
use super::error::Error;
use super::gives::Gives;
use super::session;
use crate::state::State;

/// Who may open a route. Records inside it are decided by the vault, one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// Everyone, signed in or not.
    Anyone,
    /// Every account.
    SignedIn,
    /// The person whose stories they are.
    Storyteller,
    /// Everyone who works for the council.
    Staff,
    /// People who capture and code stories.
    Researcher,
    /// People who plan services.
    Planner,
    /// People who put showcases together: researchers and planners.
    Curator,
    /// Those who read decisions: planners and leaders.
    Planning,
    /// Those who read insights: planners, leaders, and researchers who make their own.
    Evidence,
    /// Safeguarding leads.
    Safeguarding,
    /// Information governance.
    Governance,
    /// Those who read the log of holds: safeguarding leads and information governance.
    HoldLog,
    /// People who look after accounts. Sees no story by this.
    Admin,
}

impl Access {
    pub const ALL: [Self; 13] = [
        Self::Anyone,
        Self::SignedIn,
        Self::Storyteller,
        Self::Staff,
        Self::Researcher,
        Self::Planner,
        Self::Curator,
        Self::Planning,
        Self::Evidence,
        Self::Safeguarding,
        Self::Governance,
        Self::HoldLog,
        Self::Admin,
    ];

    /// Whether this viewer may open a route with this rule.
    pub fn allows(self, viewer: &Viewer) -> bool {
        let role = viewer.role();
        match self {
            Self::Anyone => true,
            Self::SignedIn => role.is_some(),
            Self::Staff => role.is_some_and(Role::is_staff),
            Self::Curator => role.is_some_and(Role::is_curator),
            Self::Planning => matches!(role, Some(Role::Commissioner | Role::Leader)),
            Self::Evidence => matches!(role, Some(Role::Commissioner | Role::Leader | Role::Researcher)),
            Self::Storyteller => role == Some(Role::Storyteller),
            Self::Researcher => role == Some(Role::Researcher),
            Self::Planner => role == Some(Role::Commissioner),
            Self::Safeguarding => role == Some(Role::Safeguarding),
            Self::Governance => role == Some(Role::Governance),
            Self::HoldLog => matches!(role, Some(Role::Safeguarding | Role::Governance)),
            Self::Admin => role == Some(Role::Admin),
        }
    }
}

/// One line of the table, as tests read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub method: Method,
    pub pattern: &'static str,
    pub access: Access,
    pub gives: Gives,
}

/// A link of the top navigation, shown to those who may open it.
#[derive(Debug, Clone)]
pub struct NavLink {
    pub text: &'static str,
    pub href: &'static str,
    pub access: Access,
    /// Says behind it how much this account was told and has not put away.
    pub counted: bool,
    /// Where other pages of it are.
    pub around: &'static [&'static str],
}

struct Row {
    listed: Listed,
    route: Box<dyn Fn(Gives) -> Route + Send + Sync>,
}

/// Sorts patterns part by part, fixed words before parameters.
type Rank = Vec<(bool, &'static str)>;

/// All routes and navigation links, filled once at start by `routes::table()`.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
    nav: Vec<NavLink>,
}

impl Table {
    /// A page or other reading; HEAD comes with it.
    pub fn get<F, Args>(&mut self, pattern: &'static str, access: Access, handler: F) -> &mut Self
    where
        F: Handler<Args> + Send + Sync,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.add(Method::GET, pattern, access, handler)
    }

    /// An action.
    pub fn post<F, Args>(&mut self, pattern: &'static str, access: Access, handler: F) -> &mut Self
    where
        F: Handler<Args> + Send + Sync,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.add(Method::POST, pattern, access, handler)
    }

    /// What was added last answers with a file to take away: see [`Gives`].
    pub fn gives_file(&mut self) -> &mut Self {
        self.gives(Gives::File)
    }

    /// What was added last answers the script of a page: see [`Gives`].
    pub fn answers_script(&mut self) -> &mut Self {
        self.gives(Gives::Script)
    }

    fn gives(&mut self, gives: Gives) -> &mut Self {
        if let Some(row) = self.rows.last_mut() {
            row.listed.gives = gives;
        }
        self
    }

    /// Any other method (the upload protocol uses HEAD, PATCH, DELETE and OPTIONS).
    pub fn add<F, Args>(
        &mut self,
        method: Method,
        pattern: &'static str,
        access: Access,
        handler: F,
    ) -> &mut Self
    where
        F: Handler<Args> + Send + Sync,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let listed = Listed {
            method: method.clone(),
            pattern,
            access,
            gives: Gives::Page,
        };
        let route = Box::new(move |gives| {
            let route = if method == Method::GET {
                Route::new().guard(guard::Any(guard::Get()).or(guard::Head()))
            } else {
                Route::new().method(method.clone())
            };
            guarded(route.to(handler.clone()), access, gives)
        });
        self.rows.push(Row { listed, route });
        self
    }

    /// A link at the top of every page, for those who may open it. The first one a
    /// person may open is where they start.
    pub fn link(&mut self, text: &'static str, href: &'static str, access: Access) -> &mut Self {
        self.nav.push(NavLink {
            text,
            href,
            access,
            counted: false,
            around: &[],
        });
        self
    }

    /// Where other pages of the link that was added last are: it is the current one on them too.
    pub fn around(&mut self, paths: &'static [&'static str]) -> &mut Self {
        if let Some(last) = self.nav.last_mut() {
            last.around = paths;
        }
        self
    }

    /// The same for the page of what an account was told, with the number of it behind the words.
    pub fn counted_link(&mut self, text: &'static str, href: &'static str, access: Access) -> &mut Self {
        self.nav.push(NavLink {
            text,
            href,
            access,
            counted: true,
            around: &[],
        });
        self
    }

    pub fn nav(&self) -> Vec<NavLink> {
        self.nav.clone()
    }

    /// Every route with its rule, in the order they were added.
    pub fn list(&self) -> Vec<Listed> {
        self.rows.iter().map(|row| row.listed.clone()).collect()
    }

    /// Hands all routes to actix. Fixed words win over parameters, whatever the order
    /// features were added in: `/stories/new` before `/stories/{id}`.
    pub fn configure(&self, config: &mut web::ServiceConfig) {
        let mut resources: BTreeMap<Rank, (&str, Vec<&Row>)> = BTreeMap::new();
        for row in &self.rows {
            let pattern = row.listed.pattern;
            let key = pattern
                .split('/')
                .map(|part| (part.contains('{'), part))
                .collect();
            resources
                .entry(key)
                .or_insert_with(|| (pattern, Vec::new()))
                .1
                .push(row);
        }
        for (pattern, mut rows) in resources.into_values() {
            // A route for HEAD of its own goes before the one that comes with GET.
            rows.sort_by_key(|row| row.listed.method == Method::GET);
            let resource = rows.iter().fold(web::resource(pattern), |resource, row| {
                resource.route((row.route)(row.listed.gives))
            });
            config.service(resource.default_service(shut()));
        }
        config.default_service(shut());
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.list()).finish()
    }
}

async fn no_such_page() -> Result<&'static str, Error> {
    Err(Error::NotFound)
}

/// What is no address of ours.
fn shut() -> Route {
    guarded(web::route().to(no_such_page), Access::Anyone, Gives::Page)
}

fn guarded(route: Route, access: Access, gives: Gives) -> Route {
    route.wrap(from_fn(move |request: ServiceRequest, next: Next<BoxBody>| {
        check((access, gives), request, next)
    }))
}

/// Loads who is asking, then lets them through or tells them why not.
async fn check(
    (access, gives): (Access, Gives),
    mut request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some(state) = request.app_data::<State>().cloned() else {
        return Ok(request.error_response(Error::Unexpected(anyhow::anyhow!("the state is missing"))));
    };
    let visit = match session::visit(&state, &mut request).await {
        Ok(visit) => visit,
        Err(error) => return Ok(request.error_response(error)),
    };
    if visit.viewer.beside().is_some() && !beside::opens(&request, &visit.viewer) {
        session::remember(&request, Rc::new(visit));
        return Ok(beside::shut(&state, request));
    }
    if visit.over.is_some() && access != Access::Anyone {
        session::remember(&request, Rc::new(visit));
        return Ok(beside::time_is_over(&state, request).await);
    }
    let allowed = access.allows(&visit.viewer);
    let signed_in = visit.viewer.signed().is_some();
    let cookie = visit.refreshed.clone();
    session::remember(&request, Rc::new(visit));
    if !allowed && !signed_in && carry::fits(access, &request) {
        return Ok(carry::hold(&state, request).await);
    }
    if !allowed {
        let error = if signed_in {
            Error::Forbidden
        } else {
            Error::sign_in_to_reach(&request)
        };
        return Ok(request.error_response(error));
    }
    let mut response = gives.or_nothing(next.call(request).await?);
    // A handler that signs in or out sets its own cookie; that one counts.
    if let Some(cookie) = cookie
        && !response
            .response()
            .cookies()
            .any(|set| set.name() == session::COOKIE)
    {
        response.response_mut().add_cookie(&cookie)?;
    }
    Ok(response)
}

#[cfg(test)]
mod tests;
