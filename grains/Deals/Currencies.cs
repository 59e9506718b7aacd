using System.Collections.Frozen;

namespace Crm.Actors.Grains.Deals;

/// <summary>The currencies in use, with the decimals of their minor units (ISO 4217:2015, list one).</summary>
public static class Currencies
{
    private const string NoDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string TwoDecimals =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY " +
        "COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS " +
        "INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR " +
        "MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP " +
        "STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
    private const string ThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";
    private const string FourDecimals = "CLF UYW";

    private static readonly FrozenDictionary<string, int> Decimals = Read();

    /// <summary>The decimals of a currency's minor unit; false when there is no such currency.</summary>
    public static bool TryGetDecimals(string code, out int decimals) => Decimals.TryGetValue(code, out decimals);

    /// <summary>The amount with exactly the decimals of its currency; null when it has more of them than the currency.</summary>
    public static decimal? Scale(decimal amount, string currency)
    {
        var scaled = decimal.Round(amount, Decimals[currency]);
        return scaled == amount ? scaled + new decimal(0, 0, 0, false, (byte)Decimals[currency]) : null;
    }

    private static FrozenDictionary<string, int> Read() =>
        new[] { (NoDecimals, 0), (TwoDecimals, 2), (ThreeDecimals, 3), (FourDecimals, 4) }
            .SelectMany(static group => group.Item1.Split(' ').Select(code => (Code: code, Decimals: group.Item2)))
            .ToFrozenDictionary(static c => c.Code, static c => c.Decimals, StringComparer.Ordinal);
}
