using System.Text.Json.Serialization;

namespace Crm.Actors.Clustering.Consul;

/// <summary>A key of Consul's store.</summary>
/// <param name="Key">Its full name.</param>
/// <param name="Value">What is stored; base64 on the wire; null for nothing.</param>
/// <param name="ModifyIndex">Its last change: rises over all keys, and never comes twice.</param>
internal sealed record StoredKey(string Key, byte[]? Value, ulong ModifyIndex);

/// <summary>One step of a transaction on one key.</summary>
/// <param name="Verb">See https://developer.hashicorp.com/consul/api-docs/txn.</param>
/// <param name="Key">Its full name.</param>
/// <param name="Value">What to store.</param>
/// <param name="Index">The <see cref="StoredKey.ModifyIndex"/> that it has to have; 0 when it must not be there.</param>
internal sealed record KeyStep(string Verb, string Key, byte[]? Value = null, ulong? Index = null)
{
    /// <summary>Stores a key that has not changed since.</summary>
    public static TxnStep SetIfUnchanged(string key, byte[] value, ulong index) => new(new KeyStep("cas", key, value, index));

    public static TxnStep Set(string key, byte[] value) => new(new KeyStep("set", key, value));

    /// <summary>Fails when there is no such key.</summary>
    public static TxnStep Require(string key) => new(new KeyStep("get", key));

    /// <summary>Deletes a key that has not changed since, or is gone already.</summary>
    public static TxnStep DeleteIfUnchanged(string key, ulong index) => new(new KeyStep("delete-cas", key, null, index));

    public static TxnStep Delete(string key) => new(new KeyStep("delete", key));
}

/// <summary>One step of a transaction; steps of other kinds are not used.</summary>
/// <param name="KV">On a key.</param>
internal sealed record TxnStep(KeyStep KV);

/// <summary>Why a transaction was rolled back.</summary>
/// <param name="Errors">One for each step that failed.</param>
internal sealed record TxnRefusal(TxnError[]? Errors);

/// <summary>Why a step failed.</summary>
/// <param name="OpIndex">Its place in the transaction.</param>
/// <param name="What">The reason, in English.</param>
internal sealed record TxnError(int OpIndex, string? What);

/// <summary>A service to register with an agent (https://developer.hashicorp.com/consul/api-docs/agent/service).</summary>
internal sealed record ServiceDefinition
{
    public required string ID { get; init; }

    public required string Name { get; init; }

    public string? Address { get; init; }

    public required int Port { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyDictionary<string, string> Meta { get; init; }

    public required CheckDefinition Check { get; init; }
}

/// <summary>How an agent knows that a service is well. Durations are Go's, such as <c>20s</c>.</summary>
internal sealed record CheckDefinition
{
    public required string CheckID { get; init; }

    public required string Name { get; init; }

    public string? TTL { get; init; }

    public string? HTTP { get; init; }

    public string? Interval { get; init; }

    public string? Timeout { get; init; }

    public string? Status { get; init; }

    public required string DeregisterCriticalServiceAfter { get; init; }
}

/// <summary>The API's JSON: names as they are here, what is null left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredKey[]))]
[JsonSerializable(typeof(TxnStep[]))]
[JsonSerializable(typeof(TxnRefusal))]
[JsonSerializable(typeof(ServiceDefinition))]
internal sealed partial class ConsulJson : JsonSerializerContext;
