using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Crm.Actors.TestKit.Consul;

/// <summary>Looks into a Consul, and changes what tests change there.</summary>
/// <param name="http">The agent, with a token that may do everything.</param>
public sealed class ConsulApi(HttpClient http)
{
    /// <summary>Without the camel case of the web's defaults.</summary>
    private static readonly JsonSerializerOptions AsWritten = new();

    /// <summary>Whether the agent is there at all.</summary>
    public async Task<bool> AnswersAsync() => await StatusAsync("v1/agent/self") is HttpStatusCode.OK or HttpStatusCode.Forbidden;

    /// <summary>Whether keys can be read and, where there are ACLs, our token counts.</summary>
    public async Task<bool> HasLeaderAsync() => await StatusAsync("v1/kv/crm-is-ready?consistent") is HttpStatusCode.OK or HttpStatusCode.NotFound;

    /// <summary>All keys that begin so, in their order.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(string prefix)
    {
        using var response = await http.GetAsync(new Uri($"v1/kv/{prefix}?keys&consistent", UriKind.Relative));
        if (response.StatusCode == HttpStatusCode.NotFound)
            return [];
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<string[]>() ?? [];
    }

    /// <summary>The values of all keys that begin so.</summary>
    public async Task<IReadOnlyList<string>> ValuesAsync(string prefix)
    {
        using var response = await http.GetAsync(new Uri($"v1/kv/{prefix}?recurse&consistent", UriKind.Relative));
        if (response.StatusCode == HttpStatusCode.NotFound)
            return [];
        response.EnsureSuccessStatusCode();
        var keys = await response.Content.ReadFromJsonAsync<JsonElement>();
        return [.. keys.EnumerateArray().Select(static key => Encoding.UTF8.GetString(key.GetProperty("Value").GetBytesFromBase64()))];
    }

    /// <summary>Stores a text.</summary>
    public async Task PutAsync(string key, string text)
    {
        using var content = new StringContent(text);
        await RequireAsync(http.PutAsync(new Uri($"v1/kv/{key}", UriKind.Relative), content));
    }

    /// <summary>What the agent last wrote down about the checks of a service, as JSON; null when there is no such service, or nobody who knows.</summary>
    public async Task<string?> ServiceChecksAsync(string id)
    {
        try
        {
            using var response = await http.GetAsync(new Uri($"v1/agent/health/service/id/{id}", UriKind.Relative));
            return response.StatusCode == HttpStatusCode.NotFound ? null : await response.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>The state of a service of the agent, such as <c>passing</c>; null when there is none of that id, or nobody who knows.</summary>
    public async Task<string?> ServiceStateAsync(string id)
    {
        try
        {
            using var response = await http.GetAsync(new Uri($"v1/agent/health/service/id/{id}?format=text", UriKind.Relative));
            return response.StatusCode == HttpStatusCode.NotFound ? null : await response.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>A service of the agent as it was registered.</summary>
    public Task<JsonElement> ServiceAsync(string id) => http.GetFromJsonAsync<JsonElement>(new Uri($"v1/agent/service/{id}", UriKind.Relative));

    /// <summary>The ids of the agent's services.</summary>
    public async Task<IReadOnlyList<string>> ServicesAsync() =>
        [.. (await http.GetFromJsonAsync<JsonElement>(new Uri("v1/agent/services", UriKind.Relative))).EnumerateObject().Select(static service => service.Name)];

    /// <summary>Has the agent forget a service.</summary>
    public Task ForgetServiceAsync(string id) => RequireAsync(http.PutAsync(new Uri($"v1/agent/service/deregister/{id}", UriKind.Relative), null));

    /// <summary>Makes a token.</summary>
    /// <param name="name">Of its policy.</param>
    /// <param name="rules">Of its policy, in HCL.</param>
    public async Task<string> CreateTokenAsync(string name, string rules)
    {
        await RequireAsync(http.PutAsJsonAsync(new Uri("v1/acl/policy", UriKind.Relative), new { Name = name, Rules = rules }, AsWritten));
        using var response = await http.PutAsJsonAsync(new Uri("v1/acl/token", UriKind.Relative), new { Policies = new[] { new { Name = name } } }, AsWritten);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("SecretID").GetString()!;
    }

    private async Task<HttpStatusCode?> StatusAsync(string path)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
            return response.StatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    private static async Task RequireAsync(Task<HttpResponseMessage> request)
    {
        using var response = await request;
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"Consul answered {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }
}
