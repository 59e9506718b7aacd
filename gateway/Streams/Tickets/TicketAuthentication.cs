using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.OpenApi;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Crm.Actors.Gateway.Streams.Tickets;

/// <summary>
/// Tickets in the query, where a route asks for them: an EventSource (WHATWG HTML section 9.2) can send no header. Everywhere else the
/// parameter is as unknown as any other.
/// </summary>
internal static class TicketAuthentication
{
    public const string Scheme = "StreamTicket";
    public const string Parameter = "ticket";

    public static IServiceCollection AddStreamTickets(this IServiceCollection services)
    {
        services.AddSingleton(new NamedSchema(TicketDocs.Schema, _ => TicketDocs.ToSchema()));
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TicketHandler>(Scheme, null);
        services.AddOptions<AuthenticationSchemeOptions>(Scheme).Configure<IOptions<AuthenticationOptions>>(static (options, all) =>
        {
            var usual = all.Value.DefaultAuthenticateScheme ?? all.Value.DefaultScheme;
            options.ForwardDefaultSelector = http => IsUsed(http.Request) ? null : usual;
        });
        return services;
    }

    /// <summary>Lets these routes be called with a ticket as well. What else they require is required of the ticket's holder too.</summary>
    public static TBuilder AllowTickets<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder =>
        routes.RequireAuthorization(static policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser());

    /// <summary>Whether a request brings a token or a key in a header. That wins, and uses up no ticket.</summary>
    public static bool HasHeader(HttpRequest request) => request.Headers.Authorization.Count > 0 || request.Headers.ContainsKey(ApiKeyCredential.Header);

    private static bool IsUsed(HttpRequest request) => !HasHeader(request) && request.Query.ContainsKey(Parameter);
}
