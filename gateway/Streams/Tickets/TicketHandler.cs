using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Auth.Rights;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Crm.Actors.Gateway.Streams.Tickets;

/// <summary>Uses a request's ticket up and gives it the identity that the ticket's access token had.</summary>
internal sealed class TicketHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, IGrainFactory grains, ISiloLink silo,
    ChangedRights rights)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    private static readonly Rejection Wrong = new(RejectionCode.Unauthenticated, "The ticket is not good, or no longer. Get a new one.");

    private Rejection _rejection = Wrong;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Query[TicketAuthentication.Parameter] is not [{ } ticket])
            return Refuse(Wrong);
        var command = new RedeemStreamTicket(ticket);
        var redeemed = await silo.Ask((grains, command), static call => call.grains.GetGrain<IStreamTicketsGrain>(0).Redeem(call.command));
        if (redeemed.Rejection is { } rejection)
            return Refuse(rejection);
        return IdentityOf(redeemed.Value!) is { } identity && !IsOver(identity)
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name))
            : Refuse(Wrong);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        StreamHeaders.Write(Response);
        return _rejection.ToProblem().ExecuteAsync(Context);
    }

    private static CallerIdentity? IdentityOf(TicketHolder holder) => CallerIdentity.From(new ClaimsIdentity(
        holder.Claims.Select(static claim => new Claim(claim.Type, claim.Value, claim.ValueType)), TicketAuthentication.Scheme, "sub", "roles"));

    /// <summary>Whether the access token would not be taken any more: rights have changed since, or it has expired.</summary>
    private bool IsOver(CallerIdentity identity) =>
        rights.IsOutdated(identity.Caller.UserId, identity.UserVersion) || IsExpired(identity);

    private bool IsExpired(CallerIdentity identity) =>
        long.TryParse(identity.FindFirst("exp")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && DateTimeOffset.FromUnixTimeSeconds(seconds) + AuthSetup.ClockSkew <= TimeProvider.GetUtcNow();

    private AuthenticateResult Refuse(Rejection rejection)
    {
        _rejection = rejection;
        return AuthenticateResult.Fail(rejection.Detail);
    }
}
