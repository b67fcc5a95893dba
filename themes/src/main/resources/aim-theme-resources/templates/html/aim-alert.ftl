<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("aimAlertGreeting", realmName)}</p>
<p><strong>${msg("aimAlertSubject_" + alert.type, alert.subject)}</strong></p>
<p>${msg("aimAlertAdvice_" + alert.type)}</p>
<table>
  <tr><td>${msg("aimAlertSeverity")}</td><td>${msg("aimAlertSeverity_" + alert.severity)}</td></tr>
  <tr><td>${msg("aimAlertCount")}</td><td>${alert.count}</td></tr>
  <tr><td>${msg("aimAlertFirstSeen")}</td><td>${alert.firstSeenAt}</td></tr>
  <tr><td>${msg("aimAlertLastSeen")}</td><td>${alert.lastSeenAt}</td></tr>
  <tr><td>${msg("aimAlertId")}</td><td>${alert.id}</td></tr>
</table>
<p>${msg("aimAlertReason")}</p>
</@layout.emailLayout>
