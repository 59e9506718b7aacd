using System.Security.Claims;
using System.Text.Encodings.Web;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>Authenticates requests that come with an API key. When nobody can be asked about it the answer is 503, not 401.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeyResolver keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "ApiKey";

    private bool _isUnavailable;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ApiKeyCredential.Read(Request) is not { } key) return AuthenticateResult.Fail("Not one well-formed API key.");
        var answer = await keys.AskAsync(key, Context.Origin());
        _isUnavailable = answer.IsUnavailable;
        return answer.Identity is { } identity
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme))
            : AuthenticateResult.Fail("The API key is not good.");
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await HandleAuthenticateOnceSafeAsync();
        if (_isUnavailable)
        {
            await new Problem(ProblemKind.Unavailable, "Whether the API key is good cannot be found out at the moment.").ExecuteAsync(Context);
            return;
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\", error_description=\"The API key is not good, or no longer\"";
    }
}
