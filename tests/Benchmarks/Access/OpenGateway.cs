using System.Security.Claims;
using Crm.Actors.Benchmarks.Servers;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Crm.Actors.Benchmarks.Access;

/// <summary>The peer "open": our gateway, but nobody looks at the token, and every request is that of one user whom no policy holds back.</summary>
internal static class OpenGateway
{
    public const string Part = "open-gateway";

    public static async Task<int> RunAsync()
    {
        var settings = GatewaySettings.Read(new EnvironmentVariables(Environment.GetEnvironmentVariable));
        await Gateway.Program.Build(settings, static services => services
            .AddSingleton<IAuthenticationService, Everybody>()
            .AddSingleton<IPolicyEvaluator, Anything>()).RunAsync();
        return 0;
    }

    private static readonly AuthenticateResult Known = AuthenticateResult.Success(new AuthenticationTicket(
        new ClaimsPrincipal(CallerIdentity.From(new ClaimsIdentity(
            [new Claim("sub", Tokens.UserId.ToString()), new Claim("roles", "ROLE_MANAGER")], "open"))!),
        "open"));

    private sealed class Everybody : IAuthenticationService
    {
        private static readonly Task<AuthenticateResult> Answer = Task.FromResult(Known);

        public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) => Answer;

        public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => throw new NotSupportedException();

        public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => throw new NotSupportedException();

        public Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties) =>
            throw new NotSupportedException();

        public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => throw new NotSupportedException();
    }

    private sealed class Anything : IPolicyEvaluator
    {
        private static readonly Task<AuthenticateResult> Answer = Task.FromResult(Known);
        private static readonly Task<PolicyAuthorizationResult> Yes = Task.FromResult(PolicyAuthorizationResult.Success());

        public Task<AuthenticateResult> AuthenticateAsync(AuthorizationPolicy policy, HttpContext context) => Answer;

        public Task<PolicyAuthorizationResult> AuthorizeAsync(
            AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource) => Yes;
    }
}
