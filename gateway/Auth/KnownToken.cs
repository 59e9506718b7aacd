using Microsoft.AspNetCore.Authentication;

namespace Crm.Actors.Gateway.Auth;

/// <summary>A token that was found good.</summary>
/// <param name="Identity">Whom it stands for.</param>
/// <param name="Result">What authentication says of requests that bring it: the same object for all of them, which nobody changes.</param>
/// <param name="ValidUntil">When it expires, with the clocks' difference that is allowed.</param>
internal sealed record KnownToken(CallerIdentity Identity, Task<AuthenticateResult> Result, DateTimeOffset ValidUntil);
