using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Crm.Actors.Gateway;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>What is not in the OpenAPI description. The table of who may do what has a row for each route that is, and sees no other one.</summary>
public sealed class HiddenRoutesTests
{
    /// <summary>Each route that may be hidden, and why it is open to all.</summary>
    private static readonly Dictionary<string, string> OpenToAll = new(StringComparer.Ordinal)
    {
        ["GET /.well-known/jwks.json"] = "Public keys, for whoever checks our tokens.",
        ["GET /openapi/v1.json"] = "The description itself, which is published.",
        ["GET /metrics"] = "Figures that name nobody and nothing, for whoever collects them; they may have a port of their own.",
        ["GET /"] = "Leads to the page that shows the description.",
        ["GET /docs/{documentName?}"] = "The page that shows the description.",
        ["GET /docs/favicon.svg"] = "Its icon.",
        ["GET /docs/scalar.js"] = "A script of that page.",
        ["POST /telegram/webhook"] = "For Telegram alone, which shows a secret; nobody else is to know of it.",
        ["GET /docs/scalar.aspnetcore.js"] = "A script of that page.",
    };

    [Fact]
    public async Task Routes_AllOfThem_AreDescribedOrOpenToAll()
    {
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // With a key pair, so that all routes are there.
        var settings = RunningGateway.Settings(new TokenSettings([SigningKey.OfPem(elliptic.ExportPkcs8PrivateKeyPem())], "crm-actors", "crm-actors"));
        await using var app = Program.Build(settings, static services => services.AddSingleton(FakeGrains.Create()));
        await app.StartAsync();
        var described = await Described(app);

        var hidden = app.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .SelectMany(static endpoint => Names(endpoint).Select(name => (Name: name, IsOpen: endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)))
            .Where(route => !described.Contains(route.Name))
            .ToList();

        hidden.Select(static route => route.Name).Order(StringComparer.Ordinal).ShouldBe(
            OpenToAll.Keys.Order(StringComparer.Ordinal), "A route is described, or is in this list because it is open to all.");
        hidden.ShouldAllBe(static route => route.IsOpen);
        await app.StopAsync();
    }

    private static async Task<HashSet<string>> Described(WebApplication app)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var paths = JsonNode.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!["paths"]!.AsObject();
        return paths
            .SelectMany(static path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"))
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Method and path, as the table has them. What takes any method is named so, and cannot be described.</summary>
    private static IEnumerable<string> Names(Endpoint endpoint)
    {
        var path = endpoint is RouteEndpoint route ? $"/{route.RoutePattern.RawText?.Trim('/')}" : endpoint.DisplayName;
        IEnumerable<string> methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } some ? some : ["ANY"];
        return methods.Select(method => $"{method} {path}");
    }
}
